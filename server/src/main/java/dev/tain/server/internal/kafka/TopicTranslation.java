package dev.tain.server.internal.kafka;

import dev.tain.link.TopicConfigValue;
import dev.tain.link.TopicConfigValue.Source;
import dev.tain.link.TopicStatus;
import dev.tain.link.TopicWish;
import dev.tain.server.internal.kafka.ClusterMessages.Relationship;
import dev.tain.server.internal.kafka.TopicMessages.ConfigSynonymData;
import dev.tain.server.internal.kafka.TopicMessages.CreateTopicRequestData;
import dev.tain.server.internal.kafka.TopicMessages.TopicConfigData;
import dev.tain.server.internal.kafka.TopicMessages.TopicData;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Topics in published words. */
final class TopicTranslation {
    /** What Kafka's own clients send to have the cluster's default. */
    private static final int DEFAULT = -1;

    private TopicTranslation() {}

    static TopicWish wish(CreateTopicRequestData body) {
        if (body.topicName().isEmpty()) {
            throw Faults.invalid("topic_name is missing.", "Name the topic to be made.");
        }
        return new TopicWish(
                body.topicName(),
                given(body.partitionsCount()),
                given(body.replicationFactor()),
                ConfigTranslation.given(body.configs()),
                body.validateOnly());
    }

    private static Optional<Integer> given(@Nullable Integer number) {
        return Optional.ofNullable(number).filter(each -> each != DEFAULT);
    }

    static TopicData message(TopicStatus topic, Resources resources) {
        String self = resources.topic(topic.name());
        return new TopicData(
                "KafkaTopic",
                resources.named(self, "topic=" + topic.name()),
                resources.clusterId(),
                topic.name(),
                topic.internal(),
                topic.replicas(),
                topic.partitions(),
                new Relationship(self + "/partitions"),
                new Relationship(self + "/configs"),
                new Relationship(self + "/partitions/-/reassignment"));
    }

    static TopicConfigData message(TopicConfigValue config, String topic, Resources resources) {
        return new TopicConfigData(
                "KafkaTopicConfig",
                resources.named(
                        resources.topicConfig(topic, config.name()), "topic=" + topic + "/config=" + config.name()),
                resources.clusterId(),
                config.name(),
                config.value().orElse(null),
                config.isDefault(),
                config.isReadOnly(),
                config.isSensitive(),
                source(config.source()),
                config.synonyms().stream()
                        .map(each ->
                                new ConfigSynonymData(each.name(), each.value().orElse(null), source(each.source())))
                        .toList(),
                topic);
    }

    static String source(Source source) {
        return switch (source) {
            case TOPIC -> "DYNAMIC_TOPIC_CONFIG";
            case BROKER -> "DYNAMIC_BROKER_CONFIG";
            case ALL_BROKERS -> "DYNAMIC_DEFAULT_BROKER_CONFIG";
            case BROKER_FILE -> "STATIC_BROKER_CONFIG";
            case STANDARD -> "DEFAULT_CONFIG";
            case UNKNOWN -> "UNKNOWN";
        };
    }
}
