package dev.tain.server.internal.kafka;

import dev.tain.link.KafkaConfigValue;
import dev.tain.link.KafkaConfigValue.Source;
import dev.tain.server.internal.kafka.KafkaConfigMessages.BrokerConfigData;
import dev.tain.server.internal.kafka.KafkaConfigMessages.ClusterConfigData;
import dev.tain.server.internal.kafka.KafkaConfigMessages.ConfigSynonymData;
import dev.tain.server.internal.kafka.KafkaConfigMessages.TopicConfigData;
import java.util.List;

/** Configs of topics and brokers in published words. */
final class KafkaConfigTranslation {
    private KafkaConfigTranslation() {}

    static TopicConfigData ofTopic(KafkaConfigValue config, String topic, Resources resources) {
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
                synonyms(config),
                topic);
    }

    static BrokerConfigData ofBroker(KafkaConfigValue config, int broker, Resources resources) {
        return new BrokerConfigData(
                "KafkaBrokerConfig",
                resources.named(
                        resources.broker(broker) + "/configs/" + Resources.segment(config.name()),
                        "broker=" + broker + "/config=" + config.name()),
                resources.clusterId(),
                config.name(),
                config.value().orElse(null),
                config.isDefault(),
                config.isReadOnly(),
                config.isSensitive(),
                source(config.source()),
                synonyms(config),
                broker);
    }

    static ClusterConfigData ofAllBrokers(KafkaConfigValue config, Resources resources) {
        return new ClusterConfigData(
                "KafkaClusterConfig",
                resources.named(
                        resources.ofCluster("/broker-configs/" + Resources.segment(config.name())),
                        "broker-config=" + config.name()),
                resources.clusterId(),
                config.name(),
                config.value().orElse(null),
                config.isDefault(),
                config.isReadOnly(),
                config.isSensitive(),
                source(config.source()),
                synonyms(config),
                "BROKER");
    }

    private static List<ConfigSynonymData> synonyms(KafkaConfigValue config) {
        return config.synonyms().stream()
                .map(each -> new ConfigSynonymData(each.name(), each.value().orElse(null), source(each.source())))
                .toList();
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
