package dev.tain.link.internal.cluster;

import dev.tain.link.PartitionService;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListPartitionReassignmentsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Where partitions are, as the brokers say. */
public final class Partitions implements PartitionService {
    private static final String WISH = "describe topics";

    private final Admin admin;

    public Partitions(Admin admin) {
        this.admin = admin;
    }

    @Override
    public List<Partition> partitions(String topic) {
        return described(List.of(topic)).values().stream()
                .findFirst()
                .orElseThrow(() -> new TainException(
                        ErrorCode.TOPIC_UNKNOWN,
                        "There is no topic '" + topic + "'.",
                        "Check the name; the list of topics shows what there is."));
    }

    @Override
    public Partition partition(String topic, int partition) {
        List<Partition> all = partitions(topic);
        return all.stream()
                .filter(each -> each.partition() == partition)
                .findFirst()
                .orElseThrow(() -> new TainException(
                        ErrorCode.PARTITION_UNKNOWN,
                        "Topic '" + topic + "' has no partition " + partition + ".",
                        "Its partitions are 0 to " + (all.size() - 1) + "."));
    }

    @Override
    public List<Partition> onBroker(int broker) {
        Set<String> names = KafkaFaults.answer(
                "list topics",
                () -> admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names());
        return described(names).values().stream()
                .flatMap(List::stream)
                .filter(each -> each.replicas().stream().anyMatch(replica -> replica.broker() == broker))
                .toList();
    }

    /** By topic; those that there are not, or not any more, are left out. */
    private Map<String, List<Partition>> described(Collection<String> topics) {
        Map<String, List<Partition>> described = new TreeMap<>();
        admin.describeTopics(topics)
                .topicNameValues()
                .forEach((name, future) -> described(future)
                        .ifPresent(each -> described.put(
                                name,
                                each.partitions().stream()
                                        .map(partition -> partition(name, partition))
                                        .toList())));
        return described;
    }

    private static Optional<TopicDescription> described(KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(Replies.of(future));
        } catch (UnknownTopicOrPartitionException | InvalidTopicException e) {
            return Optional.empty();
        } catch (KafkaException e) {
            throw KafkaFaults.of(WISH, e);
        }
    }

    private static Partition partition(String topic, TopicPartitionInfo info) {
        Optional<Integer> leader = Optional.ofNullable(info.leader())
                .filter(node -> !node.isEmpty())
                .map(Node::id);
        Set<Integer> inSync = info.isr().stream().map(Node::id).collect(Collectors.toSet());
        return new Partition(
                topic,
                info.partition(),
                leader,
                info.replicas().stream()
                        .map(Node::id)
                        .map(id -> new Replica(id, leader.equals(Optional.of(id)), inSync.contains(id)))
                        .toList());
    }

    @Override
    public List<Move> moves(Optional<String> topic) {
        Optional<Set<TopicPartition>> asked = topic.map(name -> partitions(name).stream()
                .map(each -> new TopicPartition(name, each.partition()))
                .collect(Collectors.toSet()));
        return KafkaFaults.answer(
                        "list moves of partitions",
                        () -> admin.listPartitionReassignments(asked, new ListPartitionReassignmentsOptions())
                                .reassignments())
                .entrySet()
                .stream()
                .map(each -> new Move(
                        each.getKey().topic(),
                        each.getKey().partition(),
                        each.getValue().addingReplicas(),
                        each.getValue().removingReplicas()))
                .sorted(Comparator.comparing(Move::topic).thenComparingInt(Move::partition))
                .toList();
    }
}
