package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.link.EndingStatus;
import dev.tain.link.EndingWish;
import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorWish;
import dev.tain.link.internal.broker.EmbeddedBroker;
import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.plan.EndingRecord.Progress;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaRecords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promotions that cannot end at once. The source is a broker whose logs the test writes itself. */
class LinkPromotionIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    static Path directory;

    private static EmbeddedBroker source;
    private static LinkBroker broker;

    @BeforeAll
    static void start() {
        source = EmbeddedBroker.open(new KafkaPlace.Embedded(directory.resolve("source"), "127.0.0.1", 0));
        source.guard(Set.of());
        broker = TestBroker.deciding(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
        links().createLink(new LinkWish(
                "l",
                "",
                Map.of("bootstrap.servers", source.bootstrap(), "replica.fetch.backoff.ms", "100"),
                false,
                true));
    }

    @AfterAll
    static void stop() {
        broker.close();
        source.close();
    }

    private static LinkService links() {
        return broker.service();
    }

    private static PartitionLog create(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.copyOf(source.ownCluster()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
        PartitionLog log = source.log(new TopicPartition(topic, 0));
        Await.until("the source leads " + topic, () -> log.led().isPresent());
        return log;
    }

    private static void append(PartitionLog log, long base, String value) {
        ByteBuffer batch = MemoryRecords.withRecords(
                        base, Compression.NONE, 0, new SimpleRecord(1L, value.getBytes(StandardCharsets.UTF_8)))
                .buffer();
        assertThat(log.append(batch, log.led().orElseThrow().epoch())).isTrue();
    }

    private static void mirror(String topic) {
        links().createMirror("l", new MirrorWish(topic, Optional.empty(), Optional.of(1), Map.of()));
    }

    private static MirrorStatus await(String topic, Condition condition) {
        return Await.atMost(LIMIT)
                .value(
                        topic + " is " + condition,
                        () -> links().mirror("l", topic),
                        status -> status.condition() == condition);
    }

    private static MirrorChoice only(String topic) {
        return new MirrorChoice(List.of(topic), Optional.empty());
    }

    private static EndingWish within(Duration limit) {
        return new EndingWish(true, limit, false);
    }

    /** Its last offsets have no records: a compacted gap was at the end when its leader lost what followed. */
    @Test
    void aSourceThatEndsBehindAGapIsNotWaitedForForEver() throws Exception {
        PartitionLog log = create("gap");
        append(log, 0, "a");
        append(log, 50, "b");
        assertThat(log.truncate(40, log.led().orElseThrow().epoch())).isTrue();
        assertThat(log.led().orElseThrow().end()).isEqualTo(40);
        mirror("gap");
        Await.atMost(LIMIT)
                .thatHolds(
                        "all there is was copied",
                        () -> links().mirror("l", "gap").lags().getFirst().end() == 1);

        links().alterMirrors("l", Verb.PROMOTE, only("gap"), false);
        await("gap", Condition.STOPPED);

        long own = new KafkaRecords(broker.bootstrap()).send("gap", 0, "own", 1);
        assertThat(own).as("no offset of the source is used again").isGreaterThanOrEqualTo(40);
        assertThat(new KafkaRecords(broker.bootstrap()).committed("gap", 0)).containsExactly("a", "own0");
    }

    /** The source's end is known, but what it has there cannot be read: its leader hides it from the mirror. */
    @Test
    void aPromotionIsGivenUpInTimeOrOnAWord() throws Exception {
        PartitionLog log = create("late");
        append(log, 0, "a");
        mirror("late");
        Await.atMost(LIMIT)
                .thatHolds(
                        "all is there",
                        () -> links().mirror("l", "late").lags().getFirst().end() == 1);
        links().alterConfigs(
                        "l", List.of(new LinkService.ConfigChange("cluster.link.paused", Optional.of("true"))), false);
        Await.atMost(LIMIT)
                .thatHolds(
                        "nothing is copied any more",
                        () -> links().mirror("l", "late").lags().getFirst().records() == -1);
        append(log, 1, "b");

        links().endMirrors("l", within(Duration.ofSeconds(4)), only("late"), false);
        assertThat(links().mirror("l", "late").condition()).isEqualTo(Condition.STOPPING);
        MirrorStatus givenUp = await("late", Condition.LINK_PAUSED);
        assertThat(givenUp.why()).contains("given up");

        links().alterMirrors("l", Verb.PROMOTE, only("late"), false);
        Await.atMost(LIMIT)
                .thatHolds(
                        "it says what it waits for",
                        () -> links().mirror("l", "late").why().contains("0 of 1 partitions have ended"));
        assertThat(links().alterMirrors("l", Verb.CANCEL, only("late"), false)
                        .getFirst()
                        .refusal())
                .isEmpty();
        assertThat(links().mirror("l", "late").condition()).isEqualTo(Condition.LINK_PAUSED);

        links().alterConfigs(
                        "l", List.of(new LinkService.ConfigChange("cluster.link.paused", Optional.empty())), false);
        Await.atMost(LIMIT)
                .thatHolds(
                        "it follows again",
                        () -> links().mirror("l", "late").lags().getFirst().end() == 2);
        links().endMirrors("l", within(Duration.ofMinutes(1)), only("late"), false);
        await("late", Condition.STOPPED);
    }

    private static void pauseLink(boolean paused) {
        Optional<String> value = paused ? Optional.of("true") : Optional.empty();
        links().alterConfigs("l", List.of(new LinkService.ConfigChange("cluster.link.paused", value)), false);
    }

    private static List<Progress> progress(String operation) {
        return links().ending("l", operation).parts().stream()
                .map(EndingStatus.Part::progress)
                .toList();
    }

    /** While the link is paused nothing of it can end. */
    @Test
    void aPromotionOfManyIsSeenAndCancelledAsOne() throws Exception {
        for (String topic : List.of("many-1", "many-2", "many-3")) {
            append(create(topic), 0, "a");
            mirror(topic);
        }
        MirrorChoice many = new MirrorChoice(List.of(), Optional.of(Pattern.compile("many-.*")));
        Await.atMost(LIMIT)
                .thatHolds(
                        "all is there",
                        () -> links().mirrors(Optional.of("l")).stream()
                                .filter(each -> many.matches(each.topic()))
                                .allMatch(each -> each.lags().getFirst().end() == 1));
        assertThat(links().endMirrors("l", EndingWish.PLANNED, many, true).operation())
                .isEmpty();
        pauseLink(true);
        String first = links().endMirrors("l", EndingWish.PLANNED, many, false).operation();
        EndingStatus waiting = links().ending("l", first);
        assertThat(waiting.parts()).extracting(EndingStatus.Part::topic).containsExactly("many-1", "many-2", "many-3");
        assertThat(progress(first)).containsOnly(Progress.WAITING);
        Await.atMost(LIMIT)
                .thatHolds(
                        "it says what it waits for",
                        () -> links().ending("l", first).parts().stream()
                                .allMatch(each -> each.why().contains("0 of 1 partitions have ended")));

        links().alterMirrors("l", Verb.FAILOVER, only("many-2"), false);
        await("many-2", Condition.STOPPED);
        assertThat(progress(first)).containsExactly(Progress.WAITING, Progress.OVERTAKEN, Progress.WAITING);
        links().cancelEnding("l", first);
        assertThat(progress(first)).containsExactly(Progress.GIVEN_UP, Progress.OVERTAKEN, Progress.GIVEN_UP);
        assertThat(links().mirror("l", "many-1").condition()).isEqualTo(Condition.LINK_PAUSED);
        String failover = links().endings("l").getFirst().wish().id();
        assertThatThrownBy(() -> links().cancelEnding("l", failover)).hasMessageContaining("cannot be cancelled");

        pauseLink(false);
        String second = links().endMirrors("l", EndingWish.PLANNED, only("many-1"), false)
                .operation();
        await("many-1", Condition.STOPPED);
        assertThat(progress(second)).containsExactly(Progress.ENDED);
        assertThat(links().ending("l", second).parts().getFirst().endedPartitions())
                .isEqualTo(1);
        assertThatThrownBy(() -> links().ending("l", "nothing")).hasMessageContaining("has no operation");
    }
}
