package dev.tain.link.internal.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.KafkaPlace;
import dev.tain.link.internal.broker.EmbeddedBroker;
import dev.tain.link.plan.MirrorFault;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.LogBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partitions follow a stock source in a process of its own, byte for byte. */
class FollowIT {
    @TempDir
    static Path directory;

    private static KafkaCluster source;
    private static EmbeddedBroker destination;

    @BeforeAll
    static void start() {
        source = KafkaCluster.start(1, Map.of("log.cleaner.backoff.ms", "200"));
        destination = EmbeddedBroker.open(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
    }

    @AfterAll
    static void stop() {
        destination.close();
        source.close();
    }

    private static void create(String topic, Map<String, String> configs) throws Exception {
        try (Admin admin = source.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, byte[]> producer(Map<String, String> more) {
        Map<String, Object> configs = new HashMap<>(Map.of("bootstrap.servers", source.bootstrap()));
        configs.putAll(more);
        return new KafkaProducer<>(configs, new StringSerializer(), new ByteArraySerializer());
    }

    private static void produce(String topic, int count, int bytes, Map<String, String> more) throws Exception {
        Random random = new Random(count);
        List<Future<?>> sent = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer = producer(more)) {
            for (int i = 0; i < count; i++) {
                byte[] value = new byte[bytes];
                random.nextBytes(value);
                var record = new ProducerRecord<>(topic, 0, System.currentTimeMillis(), "key-" + i, value);
                record.headers().add(new RecordHeader("n", new byte[] {(byte) i}));
                sent.add(producer.send(record));
            }
        }
        for (Future<?> each : sent) {
            each.get(20, TimeUnit.SECONDS);
        }
    }

    private static Path destinationLogs() {
        return directory.resolve("kafka");
    }

    private static void assertSameBytes(Follower follower) {
        assertThat(follower.mirrorBytes(destinationLogs())).isNotEmpty().isEqualTo(follower.sourceBytes());
    }

    @Test
    void everyCodecAndLargeBatchesKeepTheirBytes() throws Exception {
        create("codecs", Map.of("segment.bytes", "1048576", "max.message.bytes", "3000000"));
        for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
            produce("codecs", 300, 700, Map.of("compression.type", codec, "batch.size", "8000"));
        }
        try (Follower follower = Follower.of("codecs", source, destination, false)) {
            follower.awaitEqualEnd();
            // one batch that is larger than what is asked for at once, and than the segments of the mirror
            produce("codecs", 1, 1_000_000, Map.of("max.request.size", "3000000"));
            produce("codecs", 50, 100, Map.of());
            follower.awaitEqualEnd();
            assertSameBytes(follower);
        }
    }

    @Test
    void transactionsAndTheirMarkersAreCopied() throws Exception {
        create("transactions", Map.of());
        try (Follower follower = Follower.of("transactions", source, destination, false);
                var one = producer(Map.of("transactional.id", "one"));
                var open = producer(Map.of("transactional.id", "open"))) {
            one.initTransactions();
            for (int i = 0; i < 10; i++) {
                one.beginTransaction();
                one.send(new ProducerRecord<>("transactions", 0, "t", new byte[] {(byte) i}))
                        .get(20, TimeUnit.SECONDS);
                if (i % 2 == 0) {
                    one.commitTransaction();
                } else {
                    one.abortTransaction();
                }
            }
            open.initTransactions();
            open.beginTransaction();
            open.send(new ProducerRecord<>("transactions", 0, "open", new byte[1]))
                    .get(20, TimeUnit.SECONDS);
            follower.awaitEqualEnd();
            assertSameBytes(follower);
            assertThat(readCommitted("transactions", 5)).containsExactly("t0", "t2", "t4", "t6", "t8");
            open.abortTransaction();
            follower.awaitEqualEnd();
            assertSameBytes(follower);
        }
    }

    private static List<String> readCommitted(String topic, int count) {
        Map<String, Object> configs = new HashMap<>(destination.ownCluster());
        configs.put("auto.offset.reset", "earliest");
        configs.put("isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            Await.until("all is read", () -> {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(each ->
                                values.add(each.key() + (int) each.value().charAt(0)));
                return values.size() >= count;
            });
        }
        return values;
    }

    @Test
    void theGapsOfACompactedTopicStay() throws Exception {
        create(
                "compacted",
                Map.of(
                        "cleanup.policy", "compact",
                        "segment.ms", "500",
                        "min.cleanable.dirty.ratio", "0.01",
                        "max.compaction.lag.ms", "500"));
        for (int round = 0; round < 4; round++) {
            produce("compacted", 200, 50, Map.of("batch.size", "2000"));
        }
        try (Follower probe = Follower.of("compacted", source, destination, true)) {
            Await.atMost(Duration.ofSeconds(60)).thatHolds("the source has cleaned", () -> {
                produce("compacted", 1, 50, Map.of());
                return LogBytes.hasGap(probe.sourceBytes());
            });
            probe.awaitEqualEnd();
            assertThat(LogBytes.hasGap(probe.mirrorBytes(destinationLogs()))).isTrue();
            probe.partition().stop();
        }
        // whoever takes over later finds other bytes after cleaning, and goes on all the same
        try (Follower again = Follower.of("compacted", source, destination, true)) {
            produce("compacted", 20, 50, Map.of());
            again.awaitEqualEnd();
        }
    }

    @Test
    void theLogStartsWhereTheSourcesDoes() throws Exception {
        create("starts", Map.of());
        produce("starts", 100, 100, Map.of("linger.ms", "50"));
        deleteBefore("starts", 42);
        try (Follower follower = Follower.of("starts", source, destination, false)) {
            follower.awaitEqualEnd();
            follower.awaitEqualStart();
            assertThat(follower.status().end()).isEqualTo(100);
            assertSameBytes(follower);

            produce("starts", 10, 100, Map.of());
            deleteBefore("starts", 105);
            follower.awaitEqualEnd();
            follower.awaitEqualStart();
            follower.partition().stop();
        }
        // while nobody follows, the source loses what the mirror lacks: it goes on behind the gap
        produce("starts", 10, 100, Map.of());
        deleteBefore("starts", 115);
        try (Follower follower = Follower.of("starts", source, destination, false)) {
            follower.awaitEqualEnd();
            follower.awaitEqualStart();
            follower.partition().stop();
        }
        produce("starts", 10, 100, Map.of());
        deleteBefore("starts", 130);
        try (Follower follower = Follower.of("starts", source, destination, false)) {
            follower.awaitEqualEnd();
            follower.awaitEqualStart();
            assertThat(follower.status().end()).isEqualTo(130);
        }
    }

    private static void deleteBefore(String topic, long offset) throws Exception {
        try (Admin admin = source.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void goesOnWhereItWasAfterTheSourceWasKilled() throws Exception {
        create("killed", Map.of());
        produce("killed", 1000, 200, Map.of());
        try (Follower follower = Follower.of("killed", source, destination, false)) {
            follower.awaitEqualEnd();
            source.node(1).kill();
            Await.until("the loss is seen", () -> follower.status().why().contains("is not reached"));
            source.node(1).start();
            Await.atMost(Duration.ofSeconds(60)).thatHolds("the source is back", () -> {
                produce(
                        "killed",
                        1000,
                        200,
                        Map.of("delivery.timeout.ms", "5000", "request.timeout.ms", "2000", "max.block.ms", "3000"));
                return true;
            });
            follower.awaitEqualEnd();
            assertThat(follower.status().why()).isEmpty();
            assertSameBytes(follower);
        }
    }

    @Test
    void otherBytesAtTheSameOffsetsAreNoticedAndNothingIsMixed() throws Exception {
        create("diverged", Map.of());
        produce("diverged", 100, 100, Map.of());
        try (Follower follower = Follower.of("diverged", source, destination, false)) {
            follower.awaitEqualEnd();
            follower.partition().stop();
        }
        List<String> before;
        recreate("diverged");
        produce("diverged", 150, 100, Map.of());
        try (Follower follower = Follower.of("diverged", source, destination, false)) {
            before = follower.mirrorBytes(destinationLogs());
            PartitionStatus status = follower.awaitPhase(PartitionStatus.Phase.FAILED);
            assertThat(status.fault()).isEqualTo(MirrorFault.SOURCE_TRUNCATED);
            assertThat(status.why()).contains("other bytes");
            assertThat(follower.mirrorBytes(destinationLogs())).isEqualTo(before);
        }
        recreate("diverged");
        produce("diverged", 20, 100, Map.of());
        try (Follower follower = Follower.of("diverged", source, destination, false)) {
            PartitionStatus status = follower.awaitPhase(PartitionStatus.Phase.FAILED);
            assertThat(status.why()).contains("the source ends at offset 20, the mirror at 100");
            assertThat(follower.mirrorBytes(destinationLogs())).isEqualTo(before);
        }
    }

    private static void recreate(String topic) throws Exception {
        try (Admin admin = source.admin()) {
            admin.deleteTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
            Await.until("the topic is gone", () -> {
                create(topic, Map.of());
                return true;
            });
        }
    }
}
