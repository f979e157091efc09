package dev.tain.bench;

import dev.tain.testkit.KafkaCluster;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic full of records of 1 KiB, of which about a half can be compressed away. */
final class LinkLoad {
    static final String TOPIC = "load";
    static final int PARTITIONS = 4;
    static final int RECORD_BYTES = 1024;

    private static final int LIMIT_SECONDS = 60;
    private static final int VALUES = 1000;

    private LinkLoad() {}

    /** Makes the topic at a cluster, on one broker, and fills it. */
    static void fill(KafkaCluster cluster, int broker, String compression, int records) throws Exception {
        try (Admin admin = cluster.admin()) {
            Map<Integer, List<Integer>> places = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                places.put(partition, List.of(broker));
            }
            admin.createTopics(List.of(new NewTopic(TOPIC, places))).all().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        List<byte[]> values = values();
        Map<String, Object> configs = Map.of(
                "bootstrap.servers", cluster.bootstrap(),
                "compression.type", compression,
                "linger.ms", "20",
                "batch.size", "131072",
                "buffer.memory", "67108864");
        try (var producer = new KafkaProducer<>(configs, new ByteArraySerializer(), new ByteArraySerializer())) {
            Future<?> last = CompletableFuture.completedFuture("nothing sent");
            for (int i = 0; i < records; i++) {
                last = producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, null, values.get(i % VALUES)));
            }
            producer.flush();
            last.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        try (TopicEnds ends = new TopicEnds(cluster.bootstrap())) {
            if (ends.sum() != records) {
                throw new IllegalStateException("the source has not all records");
            }
        }
    }

    private static List<byte[]> values() {
        Random random = new Random(1);
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < VALUES; i++) {
            byte[] value = new byte[RECORD_BYTES];
            random.nextBytes(value);
            ByteBuffer tail = ByteBuffer.wrap(value, RECORD_BYTES / 2, RECORD_BYTES / 2);
            while (tail.remaining() >= Long.BYTES) {
                tail.putLong(i);
            }
            values.add(value);
        }
        return values;
    }
}
