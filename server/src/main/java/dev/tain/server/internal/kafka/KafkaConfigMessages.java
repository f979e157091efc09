package dev.tain.server.internal.kafka;

import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about configs of topics and brokers. A value is null where there is none, and for secrets. */
final class KafkaConfigMessages {
    private KafkaConfigMessages() {}

    record TopicConfigData(
            String kind,
            Metadata metadata,
            String clusterId,
            String name,
            @Nullable String value,
            boolean isDefault,
            boolean isReadOnly,
            boolean isSensitive,
            String source,
            List<ConfigSynonymData> synonyms,
            String topicName)
            implements Item {}

    record BrokerConfigData(
            String kind,
            Metadata metadata,
            String clusterId,
            String name,
            @Nullable String value,
            boolean isDefault,
            boolean isReadOnly,
            boolean isSensitive,
            String source,
            List<ConfigSynonymData> synonyms,
            int brokerId)
            implements Item {}

    /**
     * A config of all brokers.
     *
     * @param configType always {@code BROKER}
     */
    record ClusterConfigData(
            String kind,
            Metadata metadata,
            String clusterId,
            String name,
            @Nullable String value,
            boolean isDefault,
            boolean isReadOnly,
            boolean isSensitive,
            String source,
            List<ConfigSynonymData> synonyms,
            String configType)
            implements Item {}

    record ConfigSynonymData(String name, @Nullable String value, String source) {}
}
