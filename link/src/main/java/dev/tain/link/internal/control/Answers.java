package dev.tain.link.internal.control;

import dev.tain.link.internal.cluster.Replies;
import org.apache.kafka.common.KafkaFuture;

/** Waits for Kafka's answers, of the source as of the destination. */
final class Answers {
    private Answers() {}

    /** @throws org.apache.kafka.common.KafkaException what Kafka answered, or that nothing came in time */
    static <T> T of(KafkaFuture<T> future) {
        return Replies.of(future);
    }
}
