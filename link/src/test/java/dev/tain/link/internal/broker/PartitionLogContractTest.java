package dev.tain.link.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.KafkaPlace;
import dev.tain.link.plan.BatchHeader;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What links need of a broker's inside, on the broker itself. The one suite that a new Kafka release must pass. */
class PartitionLogContractTest {
    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.open(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
        admin = Admin.create(Map.copyOf(broker.ownCluster()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
        broker.close();
    }

    private static PartitionLog log(String topic, Map<String, String> configs) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs)))
                .all()
                .get(20, TimeUnit.SECONDS);
        PartitionLog log = broker.log(new TopicPartition(topic, 0));
        Await.until("the broker leads " + topic, () -> log.led().isPresent());
        return log;
    }

    private static PartitionLog log(String topic) throws Exception {
        return log(topic, Map.of());
    }

    private static int epoch(PartitionLog log) {
        return log.led().orElseThrow().epoch();
    }

    private static ByteBuffer batch(long base, String... values) {
        SimpleRecord[] records = new SimpleRecord[values.length];
        for (int i = 0; i < values.length; i++) {
            records[i] = new SimpleRecord(1_000L + i, values[i].getBytes(StandardCharsets.UTF_8));
        }
        return MemoryRecords.withRecords(base, Compression.gzip().build(), 33, records)
                .buffer();
    }

    private static ByteBuffer joined(ByteBuffer... batches) {
        int size = 0;
        for (ByteBuffer each : batches) {
            size += each.remaining();
        }
        ByteBuffer all = ByteBuffer.allocate(size);
        for (ByteBuffer each : batches) {
            all.put(each.duplicate());
        }
        return all.flip();
    }

    @Test
    void keepsOffsetsGapsAndBytes() throws Exception {
        PartitionLog log = log("gaps");
        ByteBuffer first = batch(5, "a", "b");
        ByteBuffer second = batch(100, "c");
        BatchHeader written = BatchHeader.read(second, 0).orElseThrow();

        assertThat(log.append(joined(first, second), epoch(log))).isTrue();

        assertThat(log.led().orElseThrow()).isEqualTo(new PartitionLog.State(epoch(log), 0, 101, 101));
        BatchHeader kept = log.batchAt(7).orElseThrow();
        assertThat(kept.sameBytes(written)).isTrue();
        assertThat(kept.leaderEpoch()).isEqualTo(epoch(log));
        assertThat(read("gaps", 3)).containsExactly("5=a", "6=b", "100=c");
    }

    @Test
    void oneReadIsAppendedOverSeveralSegments() throws Exception {
        PartitionLog log = log("pieces", Map.of("segment.bytes", "1048576"));
        List<ByteBuffer> many = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            byte[] value = new byte[300_000];
            new Random(i).nextBytes(value);
            many.add(MemoryRecords.withRecords(i, Compression.NONE, new SimpleRecord(1L, value))
                    .buffer());
        }
        assertThat(log.append(joined(many.toArray(ByteBuffer[]::new)), epoch(log)))
                .isTrue();
        assertThat(log.led().orElseThrow().end()).isEqualTo(6);
    }

    @Test
    void nothingIsWrittenUnderAnotherEpochOrWithoutLeading() throws Exception {
        PartitionLog log = log("epochs");
        int wrong = epoch(log) + 1;
        assertThat(log.append(batch(0, "a"), wrong)).isFalse();
        assertThat(log.moveStart(1, wrong)).isFalse();
        assertThat(log.restartAt(9, 9, wrong)).isFalse();
        assertThat(log.truncate(0, wrong)).isFalse();
        assertThat(log.pad(9, 1, wrong)).isFalse();
        assertThat(log.forgetProducers(1, wrong)).isEmpty();
        assertThat(log.led().orElseThrow().end()).isZero();

        PartitionLog elsewhere = broker.log(new TopicPartition("no-such-topic", 0));
        assertThat(elsewhere.led()).isEmpty();
        assertThat(elsewhere.append(batch(0, "a"), 0)).isFalse();
        assertThat(elsewhere.batchAt(0)).isEmpty();
    }

    @Test
    void damagedAndOverlappingBatchesAreRefused() throws Exception {
        PartitionLog log = log("damaged");
        assertThat(log.append(batch(0, "a", "b"), epoch(log))).isTrue();

        ByteBuffer damaged = batch(2, "c");
        damaged.put(damaged.limit() - 1, (byte) (damaged.get(damaged.limit() - 1) ^ 1));
        assertThatThrownBy(() -> log.append(damaged, epoch(log))).isInstanceOf(CorruptBatchException.class);
        assertThatThrownBy(() -> log.append(joined(batch(9, "x"), batch(4, "y")), epoch(log)))
                .isInstanceOf(CorruptBatchException.class);
        OverlapException overlap =
                catchThrowableOfType(OverlapException.class, () -> log.append(batch(1, "z"), epoch(log)));
        assertThat(overlap.base()).isEqualTo(1);
        assertThat(overlap.end()).isEqualTo(2);
        assertThat(log.led().orElseThrow().end()).isEqualTo(2);
    }

    @Test
    void followsTheSourcesStart() throws Exception {
        PartitionLog log = log("starts");
        assertThat(log.restartAt(40, 42, epoch(log))).isTrue();
        assertThat(log.append(batch(40, "a", "b", "c", "d"), epoch(log))).isTrue();
        assertThat(log.led().orElseThrow()).isEqualTo(new PartitionLog.State(epoch(log), 42, 44, 44));
        assertThat(read("starts", 2)).containsExactly("42=c", "43=d");

        assertThat(log.moveStart(43, epoch(log))).isTrue();
        assertThat(log.led().orElseThrow().start()).isEqualTo(43);
        assertThat(log.moveStart(99, epoch(log))).isTrue();
        assertThat(log.led().orElseThrow().start()).isEqualTo(44);
    }

    @Test
    void truncatesAndPads() throws Exception {
        PartitionLog log = log("cuts");
        assertThat(log.append(joined(batch(0, "a"), batch(1, "b"), batch(2, "c")), epoch(log)))
                .isTrue();
        assertThat(log.truncate(1, epoch(log))).isTrue();
        assertThat(log.led().orElseThrow().end()).isEqualTo(1);
        assertThat(log.replicasEndAt(1)).isTrue();

        assertThat(log.pad(50, 1, epoch(log))).isTrue();
        assertThat(log.led().orElseThrow()).isEqualTo(new PartitionLog.State(epoch(log), 0, 50, 50));
        assertThat(log.append(batch(50, "d"), epoch(log))).isTrue();
        assertThat(read("cuts", 2)).containsExactly("0=a", "50=d");
    }

    @Test
    void readsWholeBatchesAsTheyLie() throws Exception {
        PartitionLog log = log("reads");
        ByteBuffer first = batch(0, "a", "b");
        ByteBuffer second = batch(7, "c");
        int size = first.remaining();
        ByteBuffer both = joined(first, second);
        assertThat(log.append(both, epoch(log))).isTrue(); // and stamps them
        assertThat(log.replicasHaveAll()).isTrue();
        assertThat(log.read(0, 1)).isEqualTo(both.slice(0, size));
        assertThat(log.read(1, 1 << 20)).isEqualTo(both);
        assertThat(log.read(3, 1)).isEqualTo(both.slice(size, both.limit() - size));
        assertThat(log.read(8, 1 << 20).hasRemaining()).isFalse();
    }

    /** Producer ids of both clusters count from 0, so the first own producer has the id of one of the source's. */
    @Test
    void forgottenProducersLoseNothingToTheirNamesakes() throws Exception {
        PartitionLog log = log("namesakes");
        long end = 0;
        for (long producer = 0; producer < 50; producer++) {
            log.append(
                    MemoryRecords.withIdempotentRecords(
                                    BatchHeader.MAGIC,
                                    end,
                                    Compression.NONE,
                                    producer,
                                    (short) 0,
                                    0,
                                    0,
                                    new SimpleRecord("source".getBytes(StandardCharsets.UTF_8)))
                            .buffer(),
                    epoch(log));
            end++;
        }
        long markers = log.forgetProducers(5, epoch(log)).orElseThrow();
        assertThat(markers).isEqualTo(50);
        broker.guard(Set.of());
        try (KafkaProducer<String, String> own = producer()) {
            long offset = own.send(new ProducerRecord<>("namesakes", "own"))
                    .get(20, TimeUnit.SECONDS)
                    .offset();
            assertThat(offset).isEqualTo(end + markers);
        }
        assertThat(log.led().orElseThrow().end()).isEqualTo(end + markers + 1);
    }

    @Test
    void theGuardKeepsClientsOut() throws Exception {
        log("guarded");
        broker.guard(Set.of("guarded"));
        long before = broker.refusedWrites();
        try (KafkaProducer<String, String> producer = producer()) {
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("guarded", "x")).get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("read-only mirror topic 'guarded'");
        }
        assertThat(broker.refusedWrites()).isEqualTo(before + 1);
    }

    /** Both partitions have one leader, so a producer sends both records in one request. */
    @Test
    void ofOneRequestTheMirrorIsRefusedAndTheRestIsWritten() throws Exception {
        log("mixed-mirror");
        PartitionLog free = log("mixed-free");
        broker.guard(Set.of("mixed-mirror"));
        Map<String, Object> configs = new HashMap<>(broker.ownCluster());
        configs.put("linger.ms", "500");
        try (var producer = new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer())) {
            for (String topic : List.of("mixed-mirror", "mixed-free")) {
                producer.partitionsFor(topic);
            }
            var refused = producer.send(new ProducerRecord<>("mixed-mirror", "x"));
            var written = producer.send(new ProducerRecord<>("mixed-free", "y"));
            assertThatThrownBy(() -> refused.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("read-only mirror topic 'mixed-mirror'");
            assertThat(written.get(20, TimeUnit.SECONDS).offset()).isZero();
        }
        assertThat(read("mixed-free", 1)).containsExactly("0=y");
        assertThat(free.led().orElseThrow().end()).isEqualTo(1);
    }

    @Test
    void aTransactionThatTriesAMirrorIsRefusedAndTheNextOneGoesOn() throws Exception {
        log("fenced");
        log("unfenced");
        broker.guard(Set.of("fenced"));
        Map<String, Object> configs = new HashMap<>(broker.ownCluster());
        configs.put("transactional.id", "tries");
        try (var producer = new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            assertThatThrownBy(() ->
                            producer.send(new ProducerRecord<>("fenced", "x")).get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(KafkaException.class);
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("unfenced", "y")).get(20, TimeUnit.SECONDS);
            producer.commitTransaction();
        }
        assertThat(read("unfenced", 1)).containsExactly("0=y");
    }

    @Test
    void aSecondProcessStaysOutOfTheDirectory() {
        TainException refusal = catchThrowableOfType(
                TainException.class,
                () -> EmbeddedBroker.open(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.KAFKA_DIRECTORY_IN_USE);
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(Map.copyOf(broker.ownCluster()), new StringSerializer(), new StringSerializer());
    }

    private static List<String> read(String topic, int count) {
        Map<String, Object> configs = new HashMap<>(broker.ownCluster());
        configs.put("auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            Await.until("all is read", () -> {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(100))) {
                    values.add(each.offset() + "=" + each.value());
                }
                return values.size() >= count;
            });
        }
        return values;
    }
}
