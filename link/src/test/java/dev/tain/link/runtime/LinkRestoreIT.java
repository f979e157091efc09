package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.link.LinkService.VerbResult;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorStatus.Cut;
import dev.tain.link.plan.CutRecord.Kind;
import dev.tain.link.plan.MirrorFault;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mirrors that went their own way follow again, on three replicas, and what is cut off is kept. */
class LinkRestoreIT {
    @TempDir
    static Path directory;

    private static RestoreStage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = new RestoreStage(directory, 1);
        stage.link("one", Map.of());
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static List<String> values(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    @Test
    void afterAFailoverBothSidesWroteAndTheMirrorGoesBack() throws Exception {
        stage.create("orders", 2, 1, Map.of());
        stage.there().send("orders", 0, "a", 200);
        stage.there().send("orders", 1, "b", 100);
        stage.mirror("one", "orders");
        stage.awaitNoLag("one", "orders");
        assertThat(stage.alter("one", Verb.RESTORE, "orders").refusal()).isPresent();
        stage.alter("one", Verb.FAILOVER, "orders");
        stage.await("one", "orders", Condition.STOPPED);

        stage.here().send("orders", 0, "own", 50);
        leaveOpen("orders");
        stage.there().send("orders", 0, "theirs", 70);
        stage.there().send("orders", 1, "theirs", 5);
        stage.here().commit("behind", "orders", 0, 120);
        stage.here().commit("beyond", "orders", 0, 230);

        try (var consumer = atWork()) {
            VerbResult refused = stage.alter("one", Verb.RESTORE, "orders");
            assertThat(refused.refusal().orElseThrow()).contains("[at-work]");
            assertThat(consumer.assignment()).isNotEmpty();
        }
        VerbResult accepted = stage.alter("one", Verb.RESTORE, "orders");
        assertThat(accepted.refusal()).isEmpty();
        assertThat(accepted.cuts()).extracting(Cut::from).containsExactly(200L, 100L);

        MirrorStatus restored = stage.await("one", "orders", Condition.ACTIVE);
        stage.awaitNoLag("one", "orders");
        stage.assertSameBytes("orders", 0, 1);
        stage.assertSameBytes("orders", 1, 1);
        Cut cut = restored.cuts().getFirst();
        assertThat(cut.kind()).isEqualTo(Kind.CUT_OFF);
        assertThat(cut.from()).isEqualTo(200);
        assertThat(cut.until()).isEqualTo(accepted.cuts().getFirst().until());
        List<String> expected = new ArrayList<>(values("own", 50));
        expected.add("undecided");
        assertThat(RestoreStage.saved(cut.savedIn())).isEqualTo(expected);
        assertThat(stage.here().committedOffset("behind", "orders", 0)).isEqualTo(120);
        assertThat(stage.here().committedOffset("beyond", "orders", 0)).isEqualTo(200);
        assertThatThrownBy(() -> stage.here().send("orders", 0, "x", 1)).isInstanceOf(InvalidRequestException.class);

        stage.alter("one", Verb.PROMOTE, "orders");
        stage.await("one", "orders", Condition.STOPPED);
        for (int i = 0; i < 20; i++) {
            stage.here().send("orders", 0, "again" + i + "-", 1);
        }
        Await.untilEqual(
                "all is there", 290, () -> stage.here().committed("orders", 0).size());
    }

    private static void leaveOpen(String topic) throws Exception {
        try (var open = stage.here().producer(Map.of("transactional.id", "never-ends"))) {
            open.initTransactions();
            open.beginTransaction();
            open.send(new ProducerRecord<>(topic, 0, "k", "undecided")).get(20, TimeUnit.SECONDS);
            open.close(Duration.ZERO);
        }
    }

    private static KafkaConsumer<String, String> atWork() {
        var consumer = new KafkaConsumer<>(
                stage.here().configs(Map.of("group.id", "at-work", "auto.offset.reset", "latest")),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of("orders"));
        Await.atMost(RestoreStage.LIMIT).thatHolds("the group is at work", () -> {
            consumer.poll(Duration.ofMillis(100));
            consumer.commitSync();
            return !consumer.assignment().isEmpty() && stage.here().committedOffset("at-work", "orders", 0) > 200;
        });
        return consumer;
    }

    /** A replica that is away would keep its old records; so it is waited for. */
    @Test
    void aReplicaThatIsAwayIsWaitedFor() throws Exception {
        stage.create("away", 1, 1, Map.of());
        stage.there().send("away", 0, "a", 30);
        stage.mirror("one", "away");
        stage.awaitNoLag("one", "away");
        stage.alter("one", Verb.FAILOVER, "away");
        stage.await("one", "away", Condition.STOPPED);
        stage.here().send("away", 0, "own", 40);
        stage.there().send("away", 0, "theirs", 80);
        stage.destination.node(3).kill();
        try {
            stage.awaitBrokers(2);
            assertThat(stage.alter("one", Verb.RESTORE, "away").refusal()).isEmpty();
            Await.atMost(RestoreStage.LIMIT)
                    .thatHolds(
                            "it says so",
                            () -> stage.links().mirror("one", "away").why().contains("in sync"));
            assertThat(stage.links().mirror("one", "away").cuts()).isEmpty();
        } finally {
            stage.destination.node(3).start();
            stage.awaitBrokers(3);
        }
        MirrorStatus restored = stage.await("one", "away", Condition.ACTIVE);
        stage.awaitNoLag("one", "away");
        stage.assertSameBytes("away", 0, 1);
        assertThat(RestoreStage.saved(restored.cuts().getFirst().savedIn())).isEqualTo(values("own", 40));
    }

    /** The source deletes what was not copied yet: passed over and told, or a fault, as the link is set. */
    @Test
    void whatExpiresBeforeItIsCopiedIsToldOrStopsTheMirror() throws Exception {
        stage.link("strict", Map.of("tain.source.expiry", "FAIL", "cluster.link.prefix", "s."));
        stage.create("expired", 1, 1, Map.of());
        stage.there().send("expired", 0, "a", 30);
        stage.mirror("one", "expired");
        stage.mirror("strict", "expired");
        stage.awaitNoLag("one", "expired");
        stage.awaitNoLag("strict", "s.expired");
        stage.alter("one", Verb.PAUSE, "expired");
        stage.alter("strict", Verb.PAUSE, "s.expired");
        stage.there().send("expired", 0, "b", 50);
        try (Admin admin = stage.source.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition("expired", 0), RecordsToDelete.beforeOffset(60)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        stage.alter("one", Verb.RESUME, "expired");
        stage.alter("strict", Verb.RESUME, "s.expired");

        MirrorStatus failed = stage.await("strict", "s.expired", Condition.FAILED);
        assertThat(failed.fault()).isEqualTo(MirrorFault.SOURCE_EXPIRED);
        assertThat(failed.why()).contains("from offset 30 to 60");
        stage.awaitNoLag("one", "expired");
        assertThat(stage.links().mirror("one", "expired").cuts())
                .containsExactly(new Cut(0, Kind.NOT_COPIED, 30, 60, ""));

        assertThat(stage.alter("strict", Verb.RESTORE, "s.expired").refusal()).isEmpty();
        MirrorStatus accepted = stage.await("strict", "s.expired", Condition.ACTIVE);
        assertThat(accepted.cuts()).containsExactly(new Cut(0, Kind.NOT_COPIED, 30, 60, ""));
        stage.awaitNoLag("strict", "s.expired");
        Await.untilEqual(
                "what can be read",
                values("b", 50).subList(30, 50),
                () -> stage.here().committed("s.expired", 0));
    }
}
