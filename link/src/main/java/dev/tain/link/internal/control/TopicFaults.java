package dev.tain.link.internal.control;

import dev.tain.link.internal.cluster.KafkaFaults;
import dev.tain.link.internal.cluster.Replies;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicDeletionDisabledException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What Kafka's refusals about a topic mean. */
final class TopicFaults {
    private TopicFaults() {}

    /** Kafka's answer about a topic, its failures in our words. */
    static <T> T answer(String topic, Supplier<KafkaFuture<T>> question) {
        try {
            return Replies.of(question.get());
        } catch (KafkaException e) {
            throw of(topic, e);
        }
    }

    static TainException of(String topic, KafkaException e) {
        return switch (e) {
            case UnknownTopicOrPartitionException _ -> unknown(topic, e);
            case TopicExistsException _ ->
                new TainException(
                        ErrorCode.TOPIC_EXISTS,
                        "Topic '" + topic + "' already exists.",
                        "Choose another name, or delete the topic.",
                        e);
            case AuthorizationException _ ->
                new TainException(
                        ErrorCode.TOPIC_FORBIDDEN,
                        "Kafka does not let Tain do this to topic '" + topic + "': " + e.getMessage(),
                        "Allow Tain's broker CREATE, ALTER, DELETE, DESCRIBE and DESCRIBE_CONFIGS of topics.",
                        e);
            case AuthenticationException _, UnsupportedVersionException _ -> KafkaFaults.of(wish(topic), e);
            case InvalidConfigurationException _, // of names and replicas too
                    InvalidPartitionsException _,
                    InvalidRequestException _,
                    PolicyViolationException _,
                    TopicDeletionDisabledException _ ->
                new TainException(
                        ErrorCode.TOPIC_INVALID,
                        "Kafka refuses this for topic '" + topic + "': " + e.getMessage(),
                        "Ask for what the destination cluster accepts.",
                        e);
            default -> KafkaFaults.of(wish(topic), e);
        };
    }

    private static String wish(String topic) {
        return "do this for topic '" + topic + "'";
    }

    private static TainException unknown(String topic, KafkaException e) {
        return new TainException(
                ErrorCode.TOPIC_UNKNOWN,
                "There is no topic '" + topic + "'.",
                "Check the name; the list of topics shows what there is.",
                e);
    }
}
