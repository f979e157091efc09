package dev.tain.bench;

import dev.tain.testkit.KafkaCluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * From a producer's call until a consumer has the record, at 10,000 records of 1 KiB a second: at the source, and at
 * the mirror. The difference is what the link adds.
 */
final class LinkLag {
    private static final String TOPIC = "lag";
    private static final int RATE = 10_000;
    private static final int WARM_SECONDS = 10;
    private static final int SECONDS = 20;
    private static final int STEP_MILLIS = 5;

    private LinkLag() {}

    static void measure(Report report) throws Exception {
        try (KafkaCluster source = KafkaCluster.start(1);
                TainLink link = new TainLink(source, 1)) {
            link.prepare();
            try (Admin admin = source.admin()) {
                admin.createTopics(List.of(new NewTopic(TOPIC, LinkLoad.PARTITIONS, (short) 1)))
                        .all()
                        .get(SECONDS, TimeUnit.SECONDS);
            }
            link.mirror(TOPIC);
            AtomicReference<Latencies> there = new AtomicReference<>();
            AtomicReference<Latencies> here = new AtomicReference<>();
            Thread first = Thread.ofPlatform().start(() -> there.set(read(source.bootstrap())));
            Thread second = Thread.ofPlatform().start(() -> here.set(read(link.bootstrap())));
            write(source.bootstrap());
            first.join();
            second.join();
            report.line("%,d records of 1 KiB a second for %d s: from the producer's call to the consumer, in ms"
                    .formatted(RATE, SECONDS));
            report.line(text("at the source", there.get()));
            report.line(text("at the mirror", here.get()));
        }
    }

    private static String text(String where, Latencies found) {
        return "  %-14s p50 %6.1f   p99 %6.1f   p99.9 %6.1f"
                .formatted(where, found.percentile(50), found.percentile(99), found.percentile(99.9));
    }

    /** Sends the same number of records every few milliseconds. */
    private static void write(String bootstrap) throws Exception {
        Map<String, Object> configs = Map.of("bootstrap.servers", bootstrap, "linger.ms", "1", "acks", "1");
        CountDownLatch steps = new CountDownLatch((WARM_SECONDS + SECONDS) * 1000 / STEP_MILLIS);
        try (var producer = new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer());
                ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> writing = clock.scheduleAtFixedRate(
                    () -> {
                        if (steps.getCount() > 0) {
                            send(producer);
                            steps.countDown();
                        }
                    },
                    0,
                    STEP_MILLIS,
                    TimeUnit.MILLISECONDS);
            steps.await();
            writing.cancel(false);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer) {
        for (int i = 0; i < RATE * STEP_MILLIS / 1000; i++) {
            byte[] value = new byte[LinkLoad.RECORD_BYTES];
            ByteBuffer.wrap(value).putLong(System.nanoTime());
            var _ = producer.send(new ProducerRecord<>(TOPIC, i % LinkLoad.PARTITIONS, null, value), LinkLag::check);
        }
    }

    private static void check(@Nullable RecordMetadata sent, @Nullable Exception failure) {
        if (failure != null) {
            throw new IllegalStateException("a record was not confirmed", failure);
        }
    }

    /** Reads all that is written, and keeps the times of what came after the first seconds. */
    private static Latencies read(String bootstrap) {
        long[] micros = new long[RATE * SECONDS];
        int warm = RATE * WARM_SECONDS;
        int seen = 0;
        Map<String, Object> configs =
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest", "fetch.max.wait.ms", "100");
        try (var consumer = new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, LinkLoad.PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                    .toList());
            while (seen < warm + micros.length) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(100))) {
                    if (seen >= warm && seen - warm < micros.length) {
                        micros[seen - warm] = (System.nanoTime()
                                        - ByteBuffer.wrap(each.value()).getLong())
                                / 1000;
                    }
                    seen++;
                }
            }
        }
        return new Latencies(Arrays.copyOf(micros, micros.length));
    }
}
