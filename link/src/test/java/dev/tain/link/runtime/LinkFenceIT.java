package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.EndingStatus;
import dev.tain.link.EndingStatus.End;
import dev.tain.link.EndingStatus.FenceState;
import dev.tain.link.EndingStatus.Part;
import dev.tain.link.EndingWish;
import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService;
import dev.tain.link.LinkService.Ended;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorWish;
import dev.tain.link.plan.EndingRecord.Progress;
import dev.tain.link.plan.FenceRecord;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promotions that close the source's topics to their writers first, while these write. */
class LinkFenceIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final EndingWish FENCED = new EndingWish(true, Duration.ZERO, true);
    private static final int PARTITIONS = 2;

    @TempDir
    static Path directory;

    private static GuardedSource source;
    private static LinkBroker broker;

    @BeforeAll
    static void start() throws Exception {
        source = new GuardedSource();
        broker = TestBroker.deciding(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
        link("l", Map.of("bootstrap.servers", source.cluster().bootstrap()));
    }

    @AfterAll
    static void stop() {
        broker.close();
        source.close();
    }

    private static LinkService links() {
        return broker.service();
    }

    private static void link(String name, Map<String, String> configs) {
        Map<String, String> all = new HashMap<>(configs);
        all.put("replica.fetch.backoff.ms", "100");
        links().createLink(new LinkWish(name, "", all, false, true));
    }

    private static void mirrored(String topic, boolean hasAcls) throws Exception {
        source.create(topic, PARTITIONS);
        if (hasAcls) {
            source.open(topic);
        }
        new KafkaRecords(source.cluster().bootstrap()).send(topic, 0, "first", 1);
        links().createMirror("l", new MirrorWish(topic, Optional.empty(), Optional.of(1), Map.of()));
        Await.atMost(LIMIT)
                .thatHolds(
                        topic + " follows",
                        () -> links().mirror("l", topic).lags().stream().allMatch(lag -> lag.records() == 0));
    }

    private static MirrorChoice only(String... topics) {
        return new MirrorChoice(List.of(topics), Optional.empty());
    }

    private static Part awaitProgress(Ended promotion, Progress progress) {
        EndingStatus status = Await.atMost(LIMIT)
                .value(
                        "the promotion is " + progress,
                        () -> links().ending("l", promotion.operation()),
                        found -> found.parts().getFirst().progress() == progress);
        return status.parts().getFirst();
    }

    private static MirrorStatus await(String topic, Condition condition) {
        return Await.atMost(LIMIT)
                .value(
                        topic + " is " + condition,
                        () -> links().mirror("l", topic),
                        found -> found.condition() == condition);
    }

    private static void awaitOpen(String topic) {
        Await.atMost(LIMIT).thatHolds(topic + " is open again", () -> !source.isClosed(topic));
        Await.atMost(LIMIT).thatHolds("it can be written to again", () -> {
            try (var producer = source.producer(Map.of())) {
                return producer.send(new ProducerRecord<>(topic, 1, "k", "again"))
                        .get(20, TimeUnit.SECONDS)
                        .hasOffset();
            } catch (ExecutionException e) {
                return false; // not allowed yet
            }
        });
    }

    /** Writes to both partitions until it is told to end or may not any more; remembers what was confirmed. */
    private static final class Writer implements AutoCloseable {
        final Set<String> confirmed = ConcurrentHashMap.newKeySet();
        private final AtomicBoolean ended = new AtomicBoolean();
        private final Thread thread;

        Writer(String topic, Map<String, String> configs) {
            this.thread = Thread.ofPlatform().start(() -> write(topic, configs));
        }

        private void write(String topic, Map<String, String> configs) {
            try (KafkaProducer<String, String> producer = source.producer(configs)) {
                for (int i = 0; !ended.get(); i++) {
                    String value = "w" + i;
                    producer.send(new ProducerRecord<>(topic, i % PARTITIONS, "k", value))
                            .get(20, TimeUnit.SECONDS);
                    confirmed.add(value);
                }
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(TopicAuthorizationException.class);
            } catch (Exception e) {
                throw new AssertionError("the writer failed", e);
            }
        }

        void awaitRefused() throws InterruptedException {
            assertThat(thread.join(LIMIT)).as("the writer is refused").isTrue();
        }

        @Override
        public void close() {
            ended.set(true);
        }
    }

    @Test
    void nothingIsLostThoughItsWritersGoOnAndThatIsProven() throws Exception {
        mirrored("orders", true);
        Ended promotion;
        try (Writer writer = new Writer("orders", Map.of())) {
            Await.atMost(LIMIT).thatHolds("the writer is at work", () -> writer.confirmed.size() > 100);
            promotion = links().endMirrors("l", FENCED, only("orders"), false);
            assertThat(promotion.results().getFirst().refusal()).isEmpty();
            await("orders", Condition.STOPPED);
            writer.awaitRefused();
            Set<String> mine = new TreeSet<>();
            for (int i = 0; i < PARTITIONS; i++) {
                mine.addAll(new KafkaRecords(broker.bootstrap()).committed("orders", i));
            }
            assertThat(mine).containsAll(writer.confirmed);
        }
        Part part = awaitProgress(promotion, Progress.ENDED);
        assertThat(part.fence().state()).isEqualTo(FenceState.PROVEN);
        assertThat(part.fence().ends()).hasSize(PARTITIONS).allMatch(end -> end.source() == end.mirror());
        assertThat(part.fence().ends()).extracting(End::source).allMatch(end -> end > 10);
        assertThat(source.isClosed("orders")).isTrue();

        assertThat(links().alterMirrors("l", Verb.RESTORE, only("orders"), false)
                        .getFirst()
                        .refusal())
                .isEmpty();
        awaitOpen("orders");
        await("orders", Condition.ACTIVE);
    }

    @Test
    void anOpenTransactionIsWaitedForAndCancellingOpensTheSourceAgain() throws Exception {
        mirrored("late", true);
        try (var open = source.producer(Map.of("transactional.id", "open"))) {
            open.initTransactions();
            open.beginTransaction();
            open.send(new ProducerRecord<>("late", 1, "k", "undecided")).get(20, TimeUnit.SECONDS);
            Ended promotion = links().endMirrors("l", FENCED, only("late"), false);
            Await.atMost(LIMIT).thatHolds("it says what it waits for", () -> {
                Part part = links().ending("l", promotion.operation()).parts().getFirst();
                return part.why().contains("transaction of partition 1 of the source")
                        && part.fence().state() == FenceState.CLOSING;
            });
            assertThat(source.isClosed("late")).isTrue();
            EndingStatus cancelled = links().cancelEnding("l", promotion.operation());
            assertThat(cancelled.parts()).extracting(Part::progress).containsExactly(Progress.GIVEN_UP);
            awaitOpen("late");
            await("late", Condition.ACTIVE);
            open.abortTransaction();
        }
    }

    /** The denial is not for super users, so one of them can break the promise; then it is not made. */
    @Test
    void whoIsNotKeptOutMakesThePromotionBeGivenUp() throws Exception {
        mirrored("bossy", true);
        try (Writer writer = new Writer("bossy", source.named("boss"))) {
            Await.atMost(LIMIT).thatHolds("the writer is at work", () -> writer.confirmed.size() > 10);
            Ended promotion = links().endMirrors("l", FENCED, only("bossy"), false);
            awaitProgress(promotion, Progress.GIVEN_UP);
        }
        awaitOpen("bossy");
        await("bossy", Condition.ACTIVE);
    }

    @Test
    void aDenialOfOthersStays() throws Exception {
        mirrored("theirs", true);
        try (var admin = source.cluster().admin()) {
            admin.createAcls(List.of(FenceRecord.denial("theirs"))).all().get(20, TimeUnit.SECONDS);
        }
        Ended promotion = links().endMirrors("l", FENCED, only("theirs"), false);
        await("theirs", Condition.STOPPED);
        assertThat(awaitProgress(promotion, Progress.ENDED).fence().state()).isEqualTo(FenceState.PROVEN);
        links().alterMirrors("l", Verb.RESTORE, only("theirs"), false);
        await("theirs", Condition.ACTIVE);
        Await.atMost(LIMIT)
                .thatHolds(
                        "the note is gone",
                        () -> links().ending("l", promotion.operation())
                                        .parts()
                                        .getFirst()
                                        .fence()
                                        .state()
                                == FenceState.NONE);
        assertThat(source.isClosed("theirs")).isTrue();
    }

    private static String refusal(String link, String topic) {
        Ended refused = links().endMirrors(link, FENCED, only(topic), false);
        assertThat(refused.operation()).isEmpty();
        return refused.results().getFirst().refusal().orElseThrow();
    }

    @Test
    void whatCannotBeClosedRefuses() throws Exception {
        mirrored("bare", false);
        assertThat(refusal("l", "bare")).contains("has no ACLs");

        source.create("poor.topic", 1);
        source.open("poor.topic");
        link("poor", source.named("poor"));
        links().createMirror("poor", new MirrorWish("poor.topic", Optional.empty(), Optional.of(1), Map.of()));
        assertThat(refusal("poor", "poor.topic")).contains("ALTER of the cluster");
        assertThat(source.isClosed("poor.topic")).isFalse();

        try (KafkaCluster plain = KafkaCluster.start(1)) {
            new KafkaRecords(plain.bootstrap()).send("plain", 0, "v", 1);
            link("plain", Map.of("bootstrap.servers", plain.bootstrap()));
            links().createMirror("plain", new MirrorWish("plain", Optional.empty(), Optional.of(1), Map.of()));
            assertThat(refusal("plain", "plain")).contains("no authorizer");
            assertThat(links().mirror("plain", "plain").condition()).isEqualTo(Condition.ACTIVE);
        }
    }
}
