package dev.tain.server;

import dev.tain.link.KafkaConfigValue;
import dev.tain.link.KafkaConfigValue.Source;
import dev.tain.link.KafkaConfigValue.Synonym;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.TopicConfigService;
import dev.tain.link.TopicStatus;
import dev.tain.link.TopicWish;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Configs of the topics in memory; each topic has a few, one of them a secret. */
final class FakeTopicConfigs implements TopicConfigService {
    private static final String LARGEST = "max.message.bytes";
    private static final String STANDARD = "1048588";

    private final FakeLinks links;
    private final FakeTopics topics;
    private final Map<String, Map<String, String>> set = new HashMap<>();

    FakeTopicConfigs(FakeLinks links, FakeTopics topics) {
        this.links = links;
        this.topics = topics;
    }

    private SortedMap<String, String> values(String topic) {
        SortedMap<String, String> values = new TreeMap<>();
        values.put(LARGEST, topics.isMirror(topic) ? "0" : STANDARD);
        values.putAll(Optional.ofNullable(topics.made.get(topic))
                .map(TopicWish::configs)
                .orElse(Map.of()));
        values.putAll(set.getOrDefault(topic, Map.of()));
        return values;
    }

    @Override
    public List<KafkaConfigValue> configs(String topic) {
        return shown(values(topics.topic(topic).name()));
    }

    private static List<KafkaConfigValue> shown(SortedMap<String, String> values) {
        List<KafkaConfigValue> configs = new ArrayList<>();
        values.forEach((config, value) -> {
            Source source = value.equals(STANDARD) ? Source.STANDARD : Source.TOPIC;
            List<Synonym> synonyms = List.of(new Synonym(config, Optional.of(value), source));
            configs.add(new KafkaConfigValue(config, Optional.of(value), source, false, false, synonyms));
        });
        configs.add(new KafkaConfigValue(
                "min.insync.replicas", Optional.of("2"), Source.ALL_BROKERS, false, false, List.of()));
        configs.add(new KafkaConfigValue("x.secret", Optional.empty(), Source.TOPIC, true, true, List.of()));
        return configs;
    }

    @Override
    public SortedMap<String, List<KafkaConfigValue>> all() {
        SortedMap<String, List<KafkaConfigValue>> all = new TreeMap<>();
        topics.topics().stream().map(TopicStatus::name).forEach(name -> all.put(name, configs(name)));
        return all;
    }

    @Override
    public List<KafkaConfigValue> standards(String topic) {
        return shown(new TreeMap<>(Map.of(LARGEST, STANDARD)));
    }

    @Override
    public void alter(String topic, List<ConfigChange> changes, boolean validateOnly) {
        links.change("alterTopicConfigs " + topic + " " + changes + (validateOnly ? " validateOnly" : ""));
        topics.topic(topic);
        for (ConfigChange change : changes) {
            if (change.name().equals("no.such")) {
                throw FakeLinks.error(ErrorCode.TOPIC_CONFIG_UNKNOWN, "There is no config 'no.such'.");
            } else if (topics.isMirror(topic)) {
                throw new TainException(
                        ErrorCode.TOPIC_INVALID,
                        "Cannot modify mirror topic " + topic + " because '" + change.name()
                                + "' are set to always sync",
                        "Change them at the source, and the mirror follows; or promote the mirror first.");
            } else if (!validateOnly) {
                Map<String, String> values = set.computeIfAbsent(topic, _ -> new HashMap<>());
                change.value()
                        .ifPresentOrElse(value -> values.put(change.name(), value), () -> values.remove(change.name()));
            }
        }
    }
}
