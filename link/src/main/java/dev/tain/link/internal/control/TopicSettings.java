package dev.tain.link.internal.control;

import dev.tain.link.KafkaConfigValue;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.TopicConfigService;
import dev.tain.link.internal.cluster.ConfigAltering;
import dev.tain.link.internal.cluster.Replies;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.SyncedConfigs;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What people ask of topics' configs. What a mirror has from its source, and what keeps it closed, stays. */
final class TopicSettings implements TopicConfigService {
    private static final String ALL = "*";

    private final Admin admin;
    private final LinkStore store;

    TopicSettings(Admin admin, LinkStore store) {
        this.admin = admin;
        this.store = store;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    @Override
    public List<KafkaConfigValue> configs(String topic) {
        Config configs = TopicFaults.answer(
                topic,
                () -> admin.describeConfigs(List.of(resource(topic)), ConfigAltering.withSynonyms())
                        .values()
                        .values()
                        .iterator()
                        .next());
        return ConfigAltering.values(configs.entries());
    }

    @Override
    public SortedMap<String, List<KafkaConfigValue>> all() {
        Set<ConfigResource> topics = new HashSet<>();
        TopicFaults.answer(
                        ALL,
                        () -> admin.listTopics(new ListTopicsOptions().listInternal(true))
                                .names())
                .forEach(each -> topics.add(resource(each)));
        SortedMap<String, List<KafkaConfigValue>> all = new TreeMap<>();
        admin.describeConfigs(topics, ConfigAltering.withSynonyms()).values().forEach((topic, future) -> {
            try {
                all.put(topic.name(), ConfigAltering.values(Replies.of(future).entries()));
            } catch (UnknownTopicOrPartitionException e) {
                all.remove(topic.name()); // deleted since it was listed
            } catch (KafkaException e) {
                throw TopicFaults.of(topic.name(), e);
            }
        });
        return all;
    }

    /** Kafka tells it when it checks whether a topic could be made; of one that there is, by another name. */
    @Override
    public List<KafkaConfigValue> standards(String topic) {
        try {
            return ofNew(topic);
        } catch (TainException e) {
            if (e.code() == ErrorCode.TOPIC_EXISTS) {
                return ofNew("tain-" + Uuid.randomUuid());
            }
            throw e;
        }
    }

    private List<KafkaConfigValue> ofNew(String topic) {
        NewTopic made = new NewTopic(topic, Optional.empty(), Optional.empty());
        CreateTopicsResult checked = admin.createTopics(List.of(made), new CreateTopicsOptions().validateOnly(true));
        return ConfigAltering.values(
                TopicFaults.answer(topic, () -> checked.config(topic)).entries());
    }

    @Override
    public void alter(String topic, List<ConfigChange> changes, boolean validateOnly) {
        Topics.refuseInternal(topic);
        Set<String> known = configs(topic).stream().map(KafkaConfigValue::name).collect(Collectors.toSet());
        for (ConfigChange change : changes) {
            if (!known.contains(change.name())) {
                throw new TainException(
                        ErrorCode.TOPIC_CONFIG_UNKNOWN,
                        "Topic '" + topic + "' has no config '" + change.name() + "'.",
                        "List all configs to see what there is.");
            }
        }
        refuseSynced(topic, changes);
        TopicFaults.answer(topic, () -> ConfigAltering.alter(admin, resource(topic), changes, validateOnly));
    }

    private void refuseSynced(String topic, List<ConfigChange> changes) {
        Stored stored = store.stored();
        Optional<MirrorRecord> mirror =
                stored.mirror(topic).filter(each -> each.state().isReadOnly());
        if (mirror.isEmpty()) {
            return;
        }
        SyncedConfigs rules = SyncedConfigs.of(
                stored.link(mirror.get().link()).map(LinkRecord::configs).orElse(Map.of()));
        String synced = changes.stream()
                .map(ConfigChange::name)
                .filter(name -> !rules.mayBeChanged(name))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!synced.isEmpty()) {
            throw new TainException(
                    ErrorCode.TOPIC_INVALID,
                    "Cannot modify mirror topic " + topic + " because '" + synced + "' are set to always sync",
                    "Change them at the source, and the mirror follows; or promote the mirror first.");
        }
    }
}
