package dev.tain.link;

import java.util.List;
import java.util.Optional;

/**
 * A config of a topic or broker as it takes effect.
 *
 * @param value empty for secrets, and where there is none
 * @param synonyms everywhere that a value of it comes from, what takes effect first
 */
public record KafkaConfigValue(
        String name,
        Optional<String> value,
        Source source,
        boolean isReadOnly,
        boolean isSensitive,
        List<Synonym> synonyms) {
    public KafkaConfigValue {
        synonyms = List.copyOf(synonyms);
    }

    public boolean isDefault() {
        return source == Source.STANDARD;
    }

    /** Who set a value. */
    public enum Source {
        /** Somebody, on this topic. */
        TOPIC,
        /** Somebody, on one broker while it runs. */
        BROKER,
        /** Somebody, on all brokers while they run. */
        ALL_BROKERS,
        /** A broker's properties file. */
        BROKER_FILE,
        /** Nobody: it is what Kafka has. */
        STANDARD,
        UNKNOWN
    }

    /**
     * A value and who set it, maybe under another name.
     *
     * @param value empty for secrets, and where there is none
     */
    public record Synonym(String name, Optional<String> value, Source source) {}
}
