package dev.tain.app.internal.linkdemo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the mirror as its records come, and notes how old each is when it is there. */
final class Probe implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final List<Long> ages = new ArrayList<>();
    private final Thread thread;
    private volatile boolean stopping;

    Probe(String bootstrap) {
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "latest", "fetch.max.wait.ms", "100"),
                new StringDeserializer(),
                new StringDeserializer());
        this.thread = Thread.ofPlatform().name("probe").start(this::run);
    }

    private void run() {
        consumer.assign(IntStream.range(0, Orders.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Orders.TOPIC, partition))
                .toList());
        while (!stopping) {
            for (ConsumerRecord<String, String> each : consumer.poll(POLL)) {
                synchronized (ages) {
                    ages.add(System.currentTimeMillis() - each.timestamp());
                }
            }
        }
        consumer.close();
    }

    /** The ages in milliseconds of what came since the last call, sorted. */
    List<Long> take() {
        synchronized (ages) {
            List<Long> taken = ages.stream().sorted().toList();
            ages.clear();
            return taken;
        }
    }

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
