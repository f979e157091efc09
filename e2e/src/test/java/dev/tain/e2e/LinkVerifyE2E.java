package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.LogBytes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** Whether a mirror is its source, asked through the API; and told unasked, also after a restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkVerifyE2E {
    private LinkStage stage;

    @BeforeAll
    void start() {
        stage = new LinkStage();
        stage.makeLink("west", List.of());
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    private JsonNode verified() {
        stage.verify("west", "orders");
        return Await.atMost(LinkStage.LIMIT)
                .value(
                        "it is compared",
                        () -> stage.verification("west", "orders"),
                        answer -> answer.text("is_running").equals("false"))
                .body();
    }

    private void transact(boolean commit) throws Exception {
        try (var producer = stage.there().producer(Map.of("transactional.id", "till"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("orders", 0, "k", "v")).get(20, TimeUnit.SECONDS);
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    @Test
    void anAlteredByteIsFoundWhenAskedForAndUnaskedAfterARestart() throws Exception {
        stage.createAtSource("orders", 2);
        stage.there().send("orders", 0, "a", 300);
        transact(true);
        transact(false);
        stage.there().send("orders", 1, "before", 100);
        stage.there().send("orders", 1, "hushed", 50);
        stage.there().send("orders", 1, "after", 100);
        stage.mirror("west", "orders");
        stage.awaitNoLag("west", "orders");

        JsonNode equal = verified();
        assertThat(equal.path("result").asString()).as("%s", equal).isEqualTo("EQUAL");
        assertThat(ends(equal)).containsExactly(304L, 250L);
        assertThat(stage.ask("GET", "links/west/mirrors/orders").body().has("verification"))
                .isFalse();

        String batch = LogBytes.alter(stage.linkBrokerLog("orders", 1), "hushed7");
        JsonNode different = verified();
        assertThat(different.path("result").asString()).isEqualTo("DIFFERENT");
        assertThat(different.path("partitions").get(0).path("result").asString())
                .isEqualTo("EQUAL");
        assertFound(different.path("partitions").get(1), batch);
        assertThat(stage.tain().log().text())
                .contains("MIRROR_TOPIC_DIFFERS: orders-1 of link west")
                .doesNotContain("hushed");

        stage.tain().kill();
        stage.tain().start();
        Answer mirror = Await.atMost(LinkStage.LIMIT)
                .value(
                        "it is told unasked",
                        () -> stage.ask("GET", "links/west/mirrors/orders?include_state_transition_errors=true"),
                        answer -> answer.body().has("verification"));
        assertThat(mirror.text("mirror_status")).isEqualTo("ACTIVE");
        assertFound(mirror.at("verification").get(1), batch);
        assertThat(mirror.at("mirror_state_transition_errors").toString()).contains("partition 1", "OTHER_BYTES");
    }

    private static List<Long> ends(JsonNode verification) {
        return StreamSupport.stream(verification.path("partitions").spliterator(), false)
                .map(each -> each.path("verified_through").asLong())
                .toList();
    }

    /** @param batch as {@link LogBytes} has it */
    private static void assertFound(JsonNode partition, String batch) {
        String[] offsets = batch.substring(0, batch.indexOf(' ')).split("-");
        long from = Long.parseLong(offsets[0]);
        assertThat(partition.path("verified_through").asLong()).isEqualTo(from);
        assertThat(partition.path("differences")).hasSize(1).allSatisfy(each -> {
            assertThat(each.path("from_offset").asLong()).isEqualTo(from);
            assertThat(each.path("until_offset").asLong()).isEqualTo(Long.parseLong(offsets[1]) + 1);
            assertThat(each.path("kind").asString()).isEqualTo("OTHER_BYTES");
        });
    }
}
