package dev.tain.app.internal.linkdemo;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * All that a partition says to its readers.
 *
 * @param offsets of its records, in order
 * @param hash of all offsets, timestamps, keys, values and headers
 * @param end one behind the last offset
 */
record Content(List<Long> offsets, String hash, long end) {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int SHOWN_BYTES = 8;

    /** Reads it from its begin to its end, as a consumer of its own. */
    static Content of(String bootstrap, int partition, boolean committedOnly) {
        TopicPartition name = new TopicPartition(Orders.TOPIC, partition);
        Map<String, Object> configs = Map.of(
                "bootstrap.servers",
                bootstrap,
                "isolation.level",
                committedOnly ? "read_committed" : "read_uncommitted",
                "auto.offset.reset",
                "earliest");
        List<Long> offsets = new ArrayList<>();
        MessageDigest digest = sha256();
        try (var consumer = new KafkaConsumer<>(configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(name));
            consumer.seekToBeginning(List.of(name));
            long end = consumer.endOffsets(List.of(name)).getOrDefault(name, 0L);
            while (consumer.position(name) < end) {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                    offsets.add(each.offset());
                    add(digest, each);
                }
            }
            return new Content(List.copyOf(offsets), HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES), end);
        }
    }

    private static void add(MessageDigest digest, ConsumerRecord<byte[], byte[]> each) {
        digest.update(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(each.offset())
                .putLong(each.timestamp())
                .flip());
        digest.update(each.key());
        digest.update((byte) 0);
        digest.update(each.value());
        for (Header header : each.headers()) {
            digest.update(header.value());
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
