package dev.tain.link.internal.cluster;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What Kafka's refusals mean, whatever they are about. */
public final class KafkaFaults {
    private KafkaFaults() {}

    /**
     * Kafka's answer, its failures in our words.
     *
     * @param wish what was asked for, such as {@code list consumer groups}
     */
    static <T> T answer(String wish, Supplier<KafkaFuture<T>> question) {
        try {
            return Replies.of(question.get());
        } catch (KafkaException e) {
            throw of(wish, e);
        }
    }

    public static TainException of(String wish, KafkaException e) {
        return switch (e) {
            case AuthorizationException _ ->
                new TainException(
                        ErrorCode.KAFKA_FORBIDDEN,
                        "Kafka does not let Tain " + wish + ": " + e.getMessage(),
                        "Allow Tain's broker ALTER, ALTER_CONFIGS, DESCRIBE and DESCRIBE_CONFIGS of the cluster, and"
                                + " DESCRIBE of groups.",
                        e);
            case UnsupportedVersionException _ ->
                new TainException(
                        ErrorCode.KAFKA_UNSUPPORTED,
                        "Kafka is too old to " + wish + ": " + e.getMessage(),
                        "Update the destination's brokers, or do without.",
                        e);
            case ThrottlingQuotaExceededException _ ->
                new TainException(
                        ErrorCode.KAFKA_THROTTLED,
                        "Kafka was asked too often to " + wish + ": " + e.getMessage(),
                        "Try again later, or raise the quota of Tain's broker in the destination.",
                        e);
            case RetriableException _ -> unavailable(wish, e);
            case AuthenticationException _ -> unavailable(wish, e); // of Tain, not of who asks
            case ApiException _ ->
                new TainException(
                        ErrorCode.KAFKA_REFUSED,
                        "Kafka refuses to " + wish + ": " + e.getMessage(),
                        "Ask for what the destination cluster accepts.",
                        e);
            default -> unavailable(wish, e);
        };
    }

    private static TainException unavailable(String wish, KafkaException e) {
        return new TainException(
                ErrorCode.KAFKA_UNAVAILABLE,
                "The destination's Kafka cluster does not " + wish + " now: " + e.getMessage(),
                "Look whether its brokers and controllers are up; then try again.",
                e);
    }
}
