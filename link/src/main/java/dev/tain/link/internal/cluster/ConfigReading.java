package dev.tain.link.internal.cluster;

import dev.tain.link.KafkaConfigValue;
import dev.tain.link.KafkaConfigValue.Source;
import dev.tain.link.KafkaConfigValue.Synonym;
import java.util.Optional;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConfigEntry.ConfigSource;
import org.jspecify.annotations.Nullable;

/** Configs of topics and brokers, as Kafka tells them, in our words. */
public final class ConfigReading {
    private ConfigReading() {}

    public static KafkaConfigValue value(ConfigEntry entry) {
        return new KafkaConfigValue(
                entry.name(),
                shown(entry, entry.value()),
                source(entry.source()),
                entry.isReadOnly(),
                entry.isSensitive(),
                entry.synonyms().stream()
                        .map(each -> new Synonym(each.name(), shown(entry, each.value()), source(each.source())))
                        .toList());
    }

    private static Optional<String> shown(ConfigEntry entry, @Nullable String value) {
        return entry.isSensitive() ? Optional.empty() : Optional.ofNullable(value);
    }

    static Source source(ConfigSource source) {
        return switch (source) {
            case DYNAMIC_TOPIC_CONFIG -> Source.TOPIC;
            case DYNAMIC_BROKER_CONFIG -> Source.BROKER;
            case DYNAMIC_DEFAULT_BROKER_CONFIG -> Source.ALL_BROKERS;
            case STATIC_BROKER_CONFIG -> Source.BROKER_FILE;
            case DEFAULT_CONFIG -> Source.STANDARD;
            case DYNAMIC_BROKER_LOGGER_CONFIG, DYNAMIC_CLIENT_METRICS_CONFIG, DYNAMIC_GROUP_CONFIG, UNKNOWN ->
                Source.UNKNOWN; // of no topic
        };
    }
}
