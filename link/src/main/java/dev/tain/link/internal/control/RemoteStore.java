package dev.tain.link.internal.control;

import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.StoreText;
import dev.tain.link.plan.Stored;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What a Tain at the other end of a link of both ways has stored about its own links. It is only read, like everything
 * else there; secrets in it stay sealed, and are left out.
 */
final class RemoteStore {
    private static final TopicPartition STORE = new TopicPartition(LinkStore.TOPIC, 0);
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final StoreText TEXT = new StoreText((_, _) -> "", (_, _) -> "");

    private RemoteStore() {}

    /**
     * Reads all of it; nothing where there is no Tain.
     *
     * @throws TainException what a source may answer
     */
    static Stored read(LinkRecord link) {
        Map<String, Object> configs = new HashMap<>(LinkConfigs.forClient(link.configs()));
        configs.put("client.id", "tain-link-" + link.name());
        configs.put("isolation.level", "read_committed");
        configs.put("allow.auto.create.topics", "false");
        configs.put("enable.auto.commit", "false");
        try (var consumer = new KafkaConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
            boolean isThere = consumer.listTopics(LIMIT).containsKey(LinkStore.TOPIC);
            return isThere ? readAll(link, consumer) : Stored.NOTHING;
        } catch (KafkaException e) {
            throw Sources.fault(link.name(), e);
        }
    }

    private static Stored readAll(LinkRecord link, KafkaConsumer<String, String> consumer) {
        consumer.assign(List.of(STORE));
        consumer.seekToBeginning(List.of(STORE));
        long end = consumer.endOffsets(List.of(STORE), LIMIT).getOrDefault(STORE, 0L);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Stored stored = Stored.NOTHING;
        while (consumer.position(STORE, LIMIT) < end) {
            for (ConsumerRecord<String, String> each : consumer.poll(POLL)) {
                stored = with(link, stored, each);
            }
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the other cluster's links could not be read in time");
            }
        }
        return stored;
    }

    private static Stored with(LinkRecord link, Stored stored, ConsumerRecord<String, String> record) {
        try {
            return TEXT.read(record.key(), record.value()).map(stored::with).orElse(stored);
        } catch (IllegalArgumentException e) {
            throw new TainException(
                    ErrorCode.LINK_SOURCE_UNREACHABLE,
                    "What the other cluster of link " + link.name() + " has stored about links is not understood: "
                            + e.getMessage(),
                    "Run the same version of Tain at both clusters.",
                    e);
        }
    }
}
