package dev.tain.app.internal.linkdemo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A consumer group that reads orders that were committed, at one cluster, from where the group stands there. */
final class Billing implements AutoCloseable {
    static final String GROUP = "billing";
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final Map<Integer, List<Long>> seen;
    private final Thread thread;
    private volatile boolean stopping;

    /** @param seen the offsets of what was read, by partition; continued */
    Billing(String bootstrap, Map<Integer, List<Long>> seen) {
        this.seen = seen;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "group.id", GROUP,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer());
        this.thread = Thread.ofPlatform().name(GROUP).start(this::run);
    }

    static Map<Integer, List<Long>> nothing() {
        Map<Integer, List<Long>> seen = new TreeMap<>();
        for (int partition = 0; partition < Orders.PARTITIONS; partition++) {
            seen.put(partition, new ArrayList<>());
        }
        return seen;
    }

    private void run() {
        consumer.subscribe(List.of(Orders.TOPIC));
        while (!stopping) {
            for (ConsumerRecord<String, String> each : consumer.poll(POLL)) {
                synchronized (seen) {
                    seen.computeIfAbsent(each.partition(), _ -> new ArrayList<>())
                            .add(each.offset());
                }
            }
            consumer.commitSync();
        }
        consumer.close();
    }

    /** How many records were read so far, here and before. */
    long count() {
        synchronized (seen) {
            return seen.values().stream().mapToLong(List::size).sum();
        }
    }

    /** What was read is committed when this returns. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
