package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.plan.BatchDifference;
import dev.tain.link.plan.BatchDifference.Kind;
import dev.tain.link.plan.MirrorFault;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.link.plan.Verification;
import dev.tain.testkit.Await;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source elects a leader that lacks records which the mirror has. */
class LinkTruncationIT {
    @TempDir
    static Path directory;

    private static RestoreStage stage;

    @BeforeAll
    static void start() throws Exception {
        stage = new RestoreStage(directory, 2);
        stage.link("asks", Map.of());
        stage.link("cuts", Map.of("tain.source.truncation", "RESTORE", "cluster.link.prefix", "c."));
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    @Test
    void recordsThatTheSourceLostAreCutOffOnTheWordOfAPersonOrByThePolicy() throws Exception {
        stage.create("lossy", 1, 2, Map.of("unclean.leader.election.enable", "true", "min.insync.replicas", "1"));
        stage.there().send("lossy", 0, "both", 100);
        stage.mirror("asks", "lossy");
        stage.mirror("cuts", "lossy");
        int leader = leader();
        int follower = 5 - leader;
        stage.source.node(follower).kill();
        Await.atMost(RestoreStage.LIMIT).thatHolds("the follower is missed", () -> inSync() == 1);
        stage.there().send("lossy", 0, "one", 50);
        stage.awaitNoLag("asks", "lossy");
        stage.awaitNoLag("cuts", "c.lossy");

        stage.source.node(leader).kill();
        stage.source.node(follower).start();
        Await.atMost(RestoreStage.LIMIT).thatHolds("the other one leads", () -> leader() == follower);
        MirrorStatus failed = stage.await("asks", "lossy", Condition.FAILED);
        assertThat(failed.fault()).isEqualTo(MirrorFault.SOURCE_TRUNCATED);
        assertThat(different()).isEqualTo(new BatchDifference(100, 150, Kind.SURPLUS));
        stage.there().send("lossy", 0, "other", 80);
        assertThat(different()).isEqualTo(new BatchDifference(100, 180, Kind.OTHER_BATCHES));
        assertThat(stage.here().committed("lossy", 0)).hasSize(150);
        assertThat(stage.alter("asks", Verb.RESTORE, "lossy").refusal()).isEmpty();
        for (String[] mirror : List.of(new String[] {"asks", "lossy"}, new String[] {"cuts", "c.lossy"})) {
            MirrorStatus restored = Await.atMost(RestoreStage.LIMIT)
                    .value(
                            mirror[1] + " was cut off",
                            () -> stage.links().mirror(mirror[0], mirror[1]),
                            status -> status.condition() == Condition.ACTIVE
                                    && !status.cuts().isEmpty());
            stage.awaitNoLag(mirror[0], mirror[1]);
            assertThat(restored.cuts().getFirst().from()).isEqualTo(100);
            assertThat(RestoreStage.saved(restored.cuts().getFirst().savedIn()))
                    .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "one" + i).toList());
            List<String> all = stage.there().committed("lossy", 0);
            assertThat(all).hasSize(180);
            Await.untilEqual("all is there", all, () -> stage.here().committed(mirror[1], 0));
        }
        stage.assertSameBytes("lossy", 0, follower);
    }

    /** What is different, when somebody asks. */
    private static BatchDifference different() {
        assertThat(stage.alter("asks", Verb.VERIFY, "lossy").refusal()).isEmpty();
        Verification done = Await.atMost(RestoreStage.LIMIT)
                .value(
                        "it is compared",
                        () -> stage.links().mirror("asks", "lossy").compared().getFirst(),
                        compared -> !compared.asked())
                .done();
        assertThat(done.differences()).hasSize(1);
        return done.differences().getFirst();
    }

    private static TopicPartitionInfo partition() throws Exception {
        try (Admin admin = stage.source.admin()) {
            return admin.describeTopics(List.of("lossy"))
                    .allTopicNames()
                    .get(5, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .getFirst();
        }
    }

    private static int leader() throws Exception {
        return partition().leader().id();
    }

    private static int inSync() throws Exception {
        return partition().isr().size();
    }
}
