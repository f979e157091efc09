package dev.tain.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to and reads from one Kafka cluster, in a line each. */
public final class KafkaRecords {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SECONDS = 60;

    private final String bootstrap;

    public KafkaRecords(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    public Map<String, Object> configs(Map<String, String> more) {
        Map<String, Object> configs = new HashMap<>(Map.of("bootstrap.servers", bootstrap));
        configs.putAll(more);
        return configs;
    }

    /** The caller closes it. */
    public KafkaProducer<String, String> producer(Map<String, String> more) {
        return new KafkaProducer<>(configs(more), new StringSerializer(), new StringSerializer());
    }

    /** Sends values with a producer of its own, to one partition, and waits until all are confirmed. */
    public long send(String topic, int partition, String prefix, int count) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (int i = 0; i < count; i++) {
                sent.add(producer.send(new ProducerRecord<>(topic, partition, "k" + i, prefix + i)));
            }
            long last = -1;
            for (var each : sent) {
                last = each.get(SECONDS, TimeUnit.SECONDS).offset();
            }
            return last;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("records were not confirmed in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The values of a partition from its start to its end as readers of committed records see them. */
    public List<String> committed(String topic, int partition) {
        return List.copyOf(committedByOffset(topic, partition).values());
    }

    /** The same, by offset. */
    public SortedMap<Long, String> committedByOffset(String topic, int partition) {
        TopicPartition name = new TopicPartition(topic, partition);
        Map<String, Object> configs =
                configs(Map.of("isolation.level", "read_committed", "auto.offset.reset", "earliest"));
        SortedMap<Long, String> values = new TreeMap<>();
        try (var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(name));
            consumer.seekToBeginning(List.of(name));
            long end = consumer.endOffsets(List.of(name), LIMIT).getOrDefault(name, 0L);
            Await.atMost(LIMIT).thatHolds(name + " is read to " + end, () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(each -> values.put(each.offset(), each.value()));
                return consumer.position(name) >= end;
            });
        }
        return values;
    }

    /** Lets a group stand at an offset. */
    public void commit(String group, String topic, int partition, long offset) {
        TopicPartition name = new TopicPartition(topic, partition);
        Map<String, Object> configs = configs(Map.of("group.id", group));
        try (var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(name));
            consumer.commitSync(Map.of(name, new OffsetAndMetadata(offset)), LIMIT);
        }
    }

    /** Where a group stands; -1 where it does not. */
    public long committedOffset(String group, String topic, int partition) {
        TopicPartition name = new TopicPartition(topic, partition);
        Map<String, Object> configs = configs(Map.of("group.id", group));
        try (var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
            OffsetAndMetadata found = consumer.committed(Set.of(name), LIMIT).get(name);
            return found == null ? -1 : found.offset();
        }
    }
}
