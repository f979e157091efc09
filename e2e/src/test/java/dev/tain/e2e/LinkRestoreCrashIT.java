package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.LogBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The link broker ends at each step of a restore: when the wish is written, while what is to be cut off is saved,
 * before and after that is noted, before and after the cut, and before the mirror follows again. Its next start brings
 * the restore to its end without being asked: the mirror is its source on all replicas, and what was cut off is in one
 * file.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkRestoreCrashIT {
    private static final String LINK = "back";
    private static final int PARTITIONS = 2;
    private static final int BOTH = 60;
    private static final int OWN = 25;
    private static final int THEIRS = 40;
    private static final Duration CRASH_LIMIT = Duration.ofSeconds(90);

    private LinkStage stage;
    private int topics;

    @BeforeAll
    void start() {
        stage = LinkStage.crashing();
        stage.makeLink(LINK, List.of("tain.verification.bytes.per.second", "0"));
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Store.mirror:after:1", // the wish was sent, and not yet decided
                "PartitionLog.read:before:1",
                "PartitionLog.read:after:1",
                "PartitionLog.read:after:2",
                "PartitionLog.read:after:3",
                "Store.cut:before:3", // the first two are the ends that the wish goes back to
                "Store.cut:after:3",
                "Store.cut:after:4",
                "PartitionLog.truncate:before:1",
                "PartitionLog.truncate:after:1",
                "PartitionLog.truncate:after:2",
                "PartitionLog.replicasEndAt:after:1",
                "Store.cut:before:5",
                "Store.cut:after:5",
                "Store.cut:after:6",
                "Store.mirror:before:2",
                "Store.mirror:after:2"
            })
    void aRestoreGoesOnAfterACrashAt(String point) {
        String topic = "restored-" + ++topics;
        List<List<String>> own = partWays(topic);
        stage.tain().tell(point);
        restore(topic);
        assertThat(stage.tain().awaitEnd(CRASH_LIMIT)).isEqualTo(CrashPoint.STATUS);
        stage.tain().start();
        if (point.equals("Store.mirror:after:1")) {
            stage.awaitStatus(LINK, topic, "STOPPED");
            stage.awaitDeciding(LINK);
            restore(topic);
        }
        Answer active = stage.awaitStatus(LINK, topic, "ACTIVE");
        stage.awaitNoLag(LINK, topic);
        stage.assertSameBytes(topic, topic, PARTITIONS, true);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            assertSavedOnce(active, topic, partition, own.get(partition));
        }
    }

    /** Both sides write after the mirror has ended; the batches that only the destination has, by partition. */
    private List<List<String>> partWays(String topic) {
        stage.createAtSource(topic, PARTITIONS);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            stage.there().send(topic, partition, "both", BOTH);
        }
        Map<String, ?> wish = Map.of("source_topic_name", topic, "replication_factor", 3);
        Answer made = Await.atMost(LinkStage.LIMIT)
                .value(
                        topic + " is mirrored",
                        () -> stage.ask("POST", "links/" + LINK + "/mirrors", wish),
                        answer -> answer.status() != 503);
        assertThat(made.status()).as("%s", made.body()).isEqualTo(204);
        stage.awaitNoLag(LINK, topic);
        ask("failover", topic);
        stage.awaitStatus(LINK, topic, "STOPPED");
        List<List<String>> own = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            stage.here().send(topic, partition, "own", OWN);
            stage.there().send(topic, partition, "theirs", THEIRS + partition);
        }
        stage.awaitInSync(topic);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            own.add(LogBytes.of(stage.linkBrokerLog(topic, partition)).stream()
                    .filter(batch -> Long.parseLong(batch.substring(0, batch.indexOf('-'))) >= BOTH)
                    .toList());
        }
        return own;
    }

    private Answer ask(String verb, String topic) {
        return stage.ask("POST", "links/" + LINK + "/mirrors:" + verb, Map.of("mirror_topic_names", List.of(topic)));
    }

    /** The process may be gone before it has answered. */
    private void restore(String topic) {
        try {
            Answer accepted = ask("truncate-and-restore", topic);
            if (accepted.status() == 200) {
                assertThat(accepted.at("data").get(0).path("error_code").isNull())
                        .as("%s", accepted.body())
                        .isTrue();
            }
        } catch (UncheckedIOException e) {
            assertThat(e).hasCauseInstanceOf(IOException.class);
        }
    }

    private static void assertSavedOnce(Answer mirror, String topic, int partition, List<String> own) {
        List<Path> told = new ArrayList<>();
        mirror.at("missing_records").forEach(each -> {
            if (each.path("partition_id").asInt() == partition) {
                told.add(Path.of(each.path("saved_in").asString()));
            }
        });
        assertThat(told).hasSize(1);
        try (Stream<Path> there = Files.list(told.getFirst().getParent())) {
            assertThat(there).as("%s", topic).containsExactly(told.getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(LogBytes.ofFile(told.getFirst())).isNotEmpty().isEqualTo(own);
    }
}
