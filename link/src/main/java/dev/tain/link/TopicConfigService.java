package dev.tain.link;

import dev.tain.link.LinkService.ConfigChange;
import java.util.List;
import java.util.SortedMap;

/** Configs of topics of the destination cluster. Throws what {@link TopicService} throws; safe for many threads. */
public interface TopicConfigService {
    /** All configs of a topic by name, also those that were not set. */
    List<KafkaConfigValue> configs(String topic);

    /** The same of all topics, by the topics' names. */
    SortedMap<String, List<KafkaConfigValue>> all();

    /** What a topic of this name would have if it were made now and nothing were given; there need not be one. */
    List<KafkaConfigValue> standards(String topic);

    /**
     * Changes all of them or none. Those that a mirror has from its source, and those that keep it closed, refuse.
     *
     * @throws dev.tain.model.TainException {@code TOPIC_CONFIG_UNKNOWN}
     */
    void alter(String topic, List<ConfigChange> changes, boolean validateOnly);
}
