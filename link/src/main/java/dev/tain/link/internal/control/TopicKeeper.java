package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.cluster.Replies;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.Placement;
import dev.tain.link.plan.SyncedConfigs;
import dev.tain.link.plan.TopicConfigs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ElectionNotNeededException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What is done to mirror topics of the destination, besides writing records, through Kafka's public interface. */
final class TopicKeeper {
    private final BrokerHost host;
    private final Admin admin;

    TopicKeeper(BrokerHost host, Admin admin) {
        this.host = host;
        this.admin = admin;
    }

    /** @throws org.apache.kafka.common.errors.ApiException as Kafka says it */
    void create(String topic, int partitions, int replicas, Map<String, String> configs) {
        createAll(place(List.of(new Wish(topic, partitions, configs)), replicas))
                .forEach((_, refusal) -> {
                    throw refusal;
                });
    }

    /** A topic to be made. */
    record Wish(String topic, int partitions, Map<String, String> configs) {}

    /** @throws IllegalArgumentException when there are fewer brokers than replicas */
    List<NewTopic> place(List<Wish> wishes, int replicas) {
        List<Integer> others = otherBrokers();
        List<NewTopic> placed = new ArrayList<>();
        for (Wish each : wishes) {
            Map<Integer, List<Integer>> assignment = new TreeMap<>();
            for (List<Integer> partition : Placement.of(host.brokerId(), others, 0, each.partitions(), replicas)) {
                assignment.put(assignment.size(), partition);
            }
            placed.add(new NewTopic(each.topic(), assignment).configs(each.configs()));
        }
        return placed;
    }

    /** Makes topics, each for itself; why those that are not here were not made. */
    Map<String, KafkaException> createAll(List<NewTopic> topics) {
        Map<String, KafkaException> refusals = new TreeMap<>();
        admin.createTopics(topics).values().forEach((topic, future) -> {
            try {
                Replies.of(future);
            } catch (KafkaException e) {
                refusals.put(topic, e);
            }
        });
        return refusals;
    }

    /** One partition with as many replicas as there are brokers, but not more than given. */
    void createUpTo(String topic, int replicas, Map<String, String> configs) {
        create(topic, 1, Math.min(replicas, otherBrokers().size() + 1), configs);
    }

    private List<Integer> otherBrokers() {
        return Replies.of(admin.describeCluster().nodes()).stream()
                .map(Node::id)
                .filter(id -> id != host.brokerId())
                .sorted()
                .toList();
    }

    int defaultReplicas() {
        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, Integer.toString(host.brokerId()));
        Config config = Replies.of(admin.describeConfigs(List.of(broker)).all()).get(broker);
        ConfigEntry entry = config == null ? null : config.get("default.replication.factor");
        return entry == null ? 1 : Integer.parseInt(entry.value());
    }

    boolean exists(String topic) {
        return Replies.of(admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names())
                .contains(topic);
    }

    void grow(String topic, int partitions) {
        TopicDescription now =
                Replies.of(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        if (now == null || now.partitions().size() >= partitions) {
            return;
        }
        int replicas = now.partitions().getFirst().replicas().size();
        List<List<Integer>> placed =
                Placement.of(host.brokerId(), otherBrokers(), now.partitions().size(), partitions, replicas);
        Replies.of(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions, placed)))
                .all());
    }

    /** Sets what differs from the source; the mirrors with the source's limit for batches as it is now. */
    Map<MirrorRecord, String> syncConfigs(Admin source, Collection<MirrorRecord> mirrors, SyncedConfigs synced) {
        Map<String, Map<String, String>> theirs = configs(
                source, mirrors.stream().map(each -> each.source().topic()).toList());
        Map<String, Map<String, String>> mine =
                configs(admin, mirrors.stream().map(MirrorRecord::topic).toList());
        Map<MirrorRecord, String> limits = new HashMap<>();
        for (MirrorRecord mirror : mirrors) {
            Map<String, String> wanted = theirs.get(mirror.source().topic());
            Map<String, String> now = mine.get(mirror.topic());
            if (wanted != null && now != null) {
                set(mirror.topic(), synced.changes(wanted, now));
                limits.put(mirror, wanted.getOrDefault(TopicConfigs.FENCE, ""));
            }
        }
        return limits;
    }

    /** All configs of topics as they take effect; topics that are not there are left out. */
    static Map<String, Map<String, String>> configs(Admin admin, Collection<String> topics) {
        return configs(admin, topics, (_, failure) -> {
            throw failure;
        });
    }

    /** @param failed hears of topics whose configs are not told */
    static Map<String, Map<String, String>> configs(
            Admin admin, Collection<String> topics, BiConsumer<String, KafkaException> failed) {
        Set<ConfigResource> resources = new HashSet<>();
        topics.forEach(each -> resources.add(new ConfigResource(ConfigResource.Type.TOPIC, each)));
        Map<String, Map<String, String>> configs = new HashMap<>();
        admin.describeConfigs(resources).values().forEach((resource, future) -> {
            try {
                configs.put(resource.name(), plain(Replies.of(future)));
            } catch (UnknownTopicOrPartitionException e) {
                configs.remove(resource.name()); // gone since
            } catch (KafkaException e) {
                failed.accept(resource.name(), e);
            }
        });
        return configs;
    }

    private static Map<String, String> plain(Config config) {
        Map<String, String> values = new HashMap<>();
        for (ConfigEntry entry : config.entries()) {
            if (entry.value() != null) {
                values.put(entry.name(), entry.value());
            }
        }
        return values;
    }

    private void set(String topic, Map<String, String> changes) {
        Map<String, Optional<String>> all = new HashMap<>();
        changes.forEach((name, value) -> all.put(name, Optional.of(value)));
        alter(topic, all);
    }

    /** An empty value takes a config away. */
    void alter(String topic, Map<String, Optional<String>> changes) {
        if (changes.isEmpty()) {
            return;
        }
        List<AlterConfigOp> operations = new ArrayList<>();
        changes.forEach((name, value) -> operations.add(new AlterConfigOp(
                new ConfigEntry(name, value.orElse("")),
                value.isPresent() ? AlterConfigOp.OpType.SET : AlterConfigOp.OpType.DELETE)));
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Replies.of(admin.incrementalAlterConfigs(Map.of(resource, operations)).all());
    }

    /** Takes back the leadership that is ours by placement, where another broker has it. */
    void leadAgain(Collection<String> topics) {
        Set<TopicPartition> elections = new HashSet<>();
        Replies.of(admin.describeTopics(topics).allTopicNames()).forEach((topic, described) -> {
            for (TopicPartitionInfo each : described.partitions()) {
                boolean ours = each.replicas().getFirst().id() == host.brokerId();
                boolean led = each.leader() != null && each.leader().id() == host.brokerId();
                boolean inSync = each.isr().stream().anyMatch(node -> node.id() == host.brokerId());
                if (ours && !led && inSync) {
                    elections.add(new TopicPartition(topic, each.partition()));
                }
            }
        });
        if (!elections.isEmpty()) {
            try {
                Replies.of(admin.electLeaders(ElectionType.PREFERRED, elections).all());
            } catch (ElectionNotNeededException e) {
                return; // it came back by itself
            }
        }
    }

    /** Whether the broker that is to lead the topic's first partition has all of it. */
    boolean isPreferredLeaderThere(String topic) {
        TopicPartitionInfo first = firstPartition(topic);
        int preferred = first.replicas().getFirst().id();
        return first.isr().stream().anyMatch(node -> node.id() == preferred);
    }

    /** Makes this broker the one that is to lead the topic's first partition; it needs a moment to get all of it. */
    void placeFirst(String topic) {
        List<Integer> replicas = new ArrayList<>(List.of(host.brokerId()));
        List<Integer> before = firstPartition(topic).replicas().stream()
                .map(Node::id)
                .filter(each -> each != host.brokerId())
                .toList();
        // as many as before; the one that stays away goes
        replicas.addAll(before.subList(Math.min(1, before.size()), before.size()));
        Replies.of(admin.alterPartitionReassignments(
                        Map.of(new TopicPartition(topic, 0), Optional.of(new NewPartitionReassignment(replicas))))
                .all());
    }

    /** Makes this broker the one that is to lead a topic's partitions, with as many replicas as they have. */
    void placeAllFirst(String topic) {
        TopicDescription described =
                Replies.of(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
        for (TopicPartitionInfo each : described == null ? List.<TopicPartitionInfo>of() : described.partitions()) {
            List<Integer> before = each.replicas().stream().map(Node::id).toList();
            if (before.getFirst() != host.brokerId()) {
                List<Integer> replicas = new ArrayList<>(List.of(host.brokerId()));
                before.stream().filter(id -> id != host.brokerId()).forEach(replicas::add);
                moves.put(
                        new TopicPartition(topic, each.partition()),
                        Optional.of(new NewPartitionReassignment(replicas.subList(0, before.size()))));
            }
        }
        if (!moves.isEmpty()) {
            Replies.of(admin.alterPartitionReassignments(moves).all());
        }
    }

    private TopicPartitionInfo firstPartition(String topic) {
        return Objects.requireNonNull(
                        Replies.of(admin.describeTopics(List.of(topic)).allTopicNames())
                                .get(topic))
                .partitions()
                .getFirst();
    }
}
