package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaNode;
import dev.tain.testkit.LogBytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Link brokers, brokers of the destination and leaders of the source are killed at random while producers write. Each
 * time the mirrors come to have what the source has; in the end they are equal to the byte, on every replica and to
 * readers, what was confirmed to producers is there, and nothing that others tried to write.
 *
 * <p>{@code -Dtain.chaos.rounds=N} says how often, {@code -Dtain.chaos.seed=N} has the same choices again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkChaosCrashIT {
    private static final String LINK = "chaos";
    private static final String INTRUDER = "intruder";
    private static final int ROUNDS = Integer.getInteger("tain.chaos.rounds", 3);
    private static final long SEED = Long.getLong("tain.chaos.seed", System.nanoTime());
    /** Confirmed while somebody is away. */
    private static final int MEANWHILE = 200;

    private static final List<TopicPartition> PARTITIONS = Stream.of(ChaosLoad.SINGLE, ChaosLoad.TOGETHER)
            .flatMap(
                    topic -> IntStream.range(0, ChaosLoad.PARTITIONS).mapToObj(each -> new TopicPartition(topic, each)))
            .toList();
    private static final Map<String, String> IMPATIENCE = Map.of(
            "request.timeout.ms", "2000",
            "delivery.timeout.ms", "5000",
            "max.block.ms", "5000");

    private ChaosStage stage;

    /** Who is killed, and how to have it back. */
    private record Victim(String name, Runnable kill, Runnable start) {
        static Victim of(String what, KafkaNode node) {
            return new Victim(what + " " + node.id(), node::kill, node::start);
        }

        static Victim of(String what, TainProcess tain) {
            return new Victim(what, tain::kill, tain::start);
        }
    }

    @BeforeAll
    void start() {
        stage = new ChaosStage();
        stage.createAtSource(List.of(ChaosLoad.SINGLE, ChaosLoad.TOGETHER), ChaosLoad.PARTITIONS);
        stage.awaitAllBrokers();
        Answer made = stage.links()
                .makeLink(LINK, Map.of("bootstrap.servers", stage.sourceBootstrap(), "request.timeout.ms", "5000"));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        for (String topic : List.of(ChaosLoad.SINGLE, ChaosLoad.TOGETHER)) {
            stage.links().makeMirror(LINK, Map.of("source_topic_name", topic, "replication_factor", 4));
        }
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    @Test
    void mirrorsAreTheirSourceWhoeverIsKilled() {
        System.out.println(ROUNDS + " rounds of chaos with -Dtain.chaos.seed=" + SEED);
        Random random = new Random(SEED);
        ChaosLoad load = new ChaosLoad(stage.there());
        try (load) {
            for (int round = 1; round <= ROUNDS; round++) {
                Victim victim = victim(random);
                System.out.println("round " + round + ": " + victim.name() + " is killed");
                round(victim, load);
            }
        }
        stage.awaitWhatTheSourceHas(PARTITIONS);
        for (TopicPartition partition : PARTITIONS) {
            assertSameBytes(partition);
            assertSameToReaders(partition, load.confirmed(partition));
        }
    }

    private Victim victim(Random random) {
        return switch (random.nextInt(3)) {
            case 0 ->
                random.nextBoolean()
                        ? Victim.of("first link broker", stage.linkBrokers().getFirst())
                        : Victim.of("second link broker", stage.linkBrokers().getLast());
            case 1 -> Victim.of("destination's broker", stage.stockBrokers().get(random.nextInt(2)));
            default -> {
                TopicPartition led = PARTITIONS.get(random.nextInt(PARTITIONS.size()));
                yield Victim.of("source's leader", stage.sourceLeader(led.topic(), led.partition()));
            }
        };
    }

    private void round(Victim victim, ChaosLoad load) {
        long before = load.confirmedCount();
        victim.kill().run();
        Await.atMost(LinkApi.LIMIT)
                .thatHolds(
                        "producers go on without the " + victim.name(),
                        () -> load.confirmedCount() >= before + MEANWHILE);
        assertReadOnly();
        victim.start().run();
        stage.awaitWhatTheSourceHas(PARTITIONS);
        assertReadOnly();
    }

    private void assertReadOnly() {
        try (var producer = stage.here().producer(IMPATIENCE)) {
            for (TopicPartition partition : PARTITIONS) {
                ProducerRecord<String, String> record =
                        new ProducerRecord<>(partition.topic(), partition.partition(), "k", INTRUDER);
                assertThatThrownBy(() -> producer.send(record).get(30, TimeUnit.SECONDS))
                        .as("a record of a client for %s", partition)
                        .isInstanceOf(Exception.class);
            }
        }
    }

    private void assertSameBytes(TopicPartition partition) {
        List<String> expected = LogBytes.of(stage.sourceLog(partition));
        assertThat(expected).isNotEmpty();
        for (Path replica : stage.mirrorLogs(partition)) {
            Await.atMost(LinkApi.LIMIT)
                    .thatHolds(
                            replica + " has the bytes of the source; seed " + SEED,
                            () -> LogBytes.of(replica).equals(expected));
        }
    }

    private void assertSameToReaders(TopicPartition partition, Map<Long, String> confirmed) {
        SortedMap<Long, String> there = stage.there().committedByOffset(partition.topic(), partition.partition());
        SortedMap<Long, String> here = stage.here().committedByOffset(partition.topic(), partition.partition());
        assertThat(there).as("seed %d", SEED).containsAllEntriesOf(confirmed);
        assertThat(here).as("seed %d", SEED).isEqualTo(there);
        assertThat(here.values()).noneMatch(ChaosLoad::isAborted).noneMatch(INTRUDER::equals);
        assertThat(confirmed).isNotEmpty();
    }
}
