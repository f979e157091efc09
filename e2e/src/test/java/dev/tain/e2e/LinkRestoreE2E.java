package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.testkit.LogBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The way back after a promotion, through the published API: both sides wrote, and the mirror follows again. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkRestoreE2E {
    private static final int PARTITIONS = 2;
    private static final int BOTH = 200;
    private static final int OWN = 40;

    private LinkStage stage;

    @BeforeAll
    void start() {
        stage = new LinkStage();
        stage.makeLink("back", List.of());
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    private Answer restore(String query, String... topics) {
        return stage.ask(
                "POST",
                "links/back/mirrors:truncate-and-restore" + query,
                Map.of("mirror_topic_names", List.of(topics)));
    }

    @Test
    void whatBothSidesWroteIsSettledForTheSourceAndWhatIsCutOffIsSaved() {
        stage.createAtSource("orders", PARTITIONS);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            stage.there().send("orders", partition, "v", BOTH);
        }
        Answer made =
                stage.ask("POST", "links/back/mirrors", Map.of("source_topic_name", "orders", "replication_factor", 3));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(204);
        stage.awaitNoLag("back", "orders");
        stage.ask("POST", "links/back/mirrors:promote", Map.of("mirror_topic_names", List.of("orders")));
        stage.awaitStatus("back", "orders", "STOPPED");
        stage.here().send("orders", 0, "own", OWN);
        stage.there().send("orders", 0, "theirs", 70);
        stage.there().send("orders", 1, "theirs", 3);
        stage.awaitInSync("orders");
        List<String> before = LogBytes.of(stage.linkBrokerLog("orders", 0));

        Answer checked = restore("?validate_only=true&include_partition_level_truncation_data=true", "orders", "gone");
        assertThat(checked.status()).as("%s", checked.body()).isEqualTo(200);
        assertThat(stage.ask("GET", "links/back/mirrors/orders").text("mirror_status"))
                .isEqualTo("STOPPED");
        assertThat(checked.at("data").get(1).path("error_code").asInt()).isEqualTo(404);
        assertThat(checked.at("data").get(0).path("partition_level_truncation_data"))
                .hasSize(PARTITIONS)
                .allSatisfy(each ->
                        assertThat(each.path("offset_truncated_to").asLong()).isEqualTo(BOTH));

        Answer restored = restore("", "orders");
        assertThat(restored.at("data").get(0).path("error_code").isNull())
                .as("%s", restored.body())
                .isTrue();
        assertThat(restored.at("data").get(0).path("messages_truncated").asLong())
                .isGreaterThanOrEqualTo(OWN);
        Answer active = stage.awaitStatus("back", "orders", "ACTIVE");
        stage.awaitNoLag("back", "orders");
        stage.assertSameBytes("orders", "orders", PARTITIONS, true);
        assertThatThrownBy(() -> stage.here().send("orders", 0, "x", 1)).isInstanceOf(InvalidRequestException.class);

        assertSaved(active, before);
        assertThat(stage.here().committed("orders", 0).stream().collect(Collectors.toSet()))
                .noneMatch(value -> value.startsWith("own"));
    }

    /** What was cut off is in a file, and nothing else was. */
    private void assertSaved(Answer active, List<String> before) {
        Path saved =
                Path.of(active.at("missing_records").get(0).path("saved_in").asString());
        assertThat(saved.getParent()).hasFileName("orders-0");
        assertThat(saved.getFileName().toString()).startsWith(String.format("%020d.", BOTH));
        List<String> kept = LogBytes.ofFile(saved);
        assertThat(kept).isNotEmpty().isEqualTo(before.subList(before.size() - kept.size(), before.size()));
        assertThat(kept.getFirst()).startsWith(BOTH + "-");
        List<String> same = before.subList(0, before.size() - kept.size());
        assertThat(LogBytes.of(stage.linkBrokerLog("orders", 0)).stream().limit(same.size()))
                .isEqualTo(same);
    }
}
