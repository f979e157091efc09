package dev.tain.link.internal.control;

import dev.tain.link.TopicService;
import dev.tain.link.TopicStatus;
import dev.tain.link.TopicWish;
import dev.tain.link.internal.cluster.Replies;
import dev.tain.link.plan.AutoMirrors;
import dev.tain.link.plan.Stored.Change;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;

/**
 * What people ask of topics. Kafka decides about ordinary ones and places them; what belongs to a mirror or to the
 * store of links is kept from harm here.
 */
final class Topics implements TopicService {
    private static final String ALL = "*";

    private final Admin admin;
    private final LinkStore store;
    private final Turns turns;

    Topics(Admin admin, LinkStore store, Turns turns) {
        this.admin = admin;
        this.store = store;
        this.turns = turns;
    }

    @Override
    public List<TopicStatus> topics() {
        Set<String> names = TopicFaults.answer(
                ALL,
                () -> admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names());
        Map<String, KafkaFuture<TopicDescription>> described =
                new TreeMap<>(admin.describeTopics(names).topicNameValues());
        List<TopicStatus> topics = new ArrayList<>();
        described.forEach((name, future) -> ifThere(name, future).ifPresent(each -> topics.add(status(each))));
        return topics;
    }

    /** Empty for a topic that was deleted since it was listed. */
    private static Optional<TopicDescription> ifThere(String name, KafkaFuture<TopicDescription> future) {
        try {
            return Optional.of(Replies.of(future));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        } catch (KafkaException e) {
            throw TopicFaults.of(name, e);
        }
    }

    private static TopicStatus status(TopicDescription topic) {
        int replicas = topic.partitions().getFirst().replicas().size();
        return new TopicStatus(
                topic.name(),
                isInternal(topic.name()),
                replicas,
                topic.partitions().size());
    }

    @Override
    public TopicStatus topic(String name) {
        return status(TopicFaults.answer(
                name, () -> first(admin.describeTopics(List.of(name)).topicNameValues())));
    }

    private static <T> KafkaFuture<T> first(Map<?, KafkaFuture<T>> answers) {
        return answers.values().iterator().next();
    }

    @Override
    public TopicStatus create(TopicWish wish) {
        String name = wish.name();
        if (isMirror(name)) {
            throw new TainException(
                    ErrorCode.TOPIC_EXISTS,
                    "Topic '" + name + "' already exists.",
                    "It is a mirror topic, maybe one that is just made or deleted; choose another name.");
        }
        NewTopic topic = new NewTopic(name, wish.partitions(), wish.replicas().map(each -> replicas(name, each)))
                .configs(wish.configs());
        CreateTopicsResult made =
                admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(wish.validateOnly()));
        TopicFaults.answer(name, made::all);
        return new TopicStatus(
                name,
                false,
                TopicFaults.answer(name, () -> made.replicationFactor(name)),
                TopicFaults.answer(name, () -> made.numPartitions(name)));
    }

    private static short replicas(String topic, int replicas) {
        if (replicas > Short.MAX_VALUE || replicas < Short.MIN_VALUE) {
            throw new TainException(
                    ErrorCode.TOPIC_INVALID,
                    "The replication factor " + replicas + " of topic '" + topic + "' is out of range.",
                    "Give one that is not larger than the number of brokers.");
        }
        return (short) replicas;
    }

    private boolean isMirror(String name) {
        return store.stored().readOnlyTopics().contains(name);
    }

    /** A mirror is forgotten after its topic is gone: as long as there is the topic, it is kept closed. */
    @Override
    public void delete(String name) {
        refuseInternal(name);
        if (store.stored().mirror(name).isEmpty()) {
            remove(name);
            return;
        }
        turns.take(() -> {
            try {
                remove(name);
            } catch (TainException e) {
                if (e.code() == ErrorCode.TOPIC_UNKNOWN) {
                    forget(name); // deleted by other means
                }
                throw e;
            }
            forget(name);
        });
    }

    private void remove(String name) {
        TopicFaults.answer(name, () -> admin.deleteTopics(List.of(name)).all());
    }

    /** It is noted that there was one, so that none is made by itself again. */
    private void forget(String mirror) {
        store.decide(stored -> {
            List<Change> changes = Forgetting.mirror(stored, mirror);
            changes.addAll(AutoMirrors.notes(stored.mirror(mirror).stream().toList(), stored));
            return changes;
        });
    }

    static void refuseInternal(String name) {
        if (isInternal(name)) {
            throw new TainException(
                    ErrorCode.TOPIC_INVALID,
                    "Topic '" + name + "' belongs to Kafka itself, or is where links are stored.",
                    "Leave it alone: without it links or consumer groups would be lost.");
        }
    }

    private static boolean isInternal(String name) {
        return Topic.isInternal(name) || name.equals(LinkStore.TOPIC);
    }

    @Override
    public TopicStatus grow(String name, int partitions) {
        refuseInternal(name);
        if (isMirror(name)) {
            throw new TainException(
                    ErrorCode.TOPIC_INVALID,
                    "Cannot modify mirror topic " + name + ": it has the partitions that its source has.",
                    "Add partitions at the source, and the mirror gets them; or promote the mirror first.");
        }
        TopicStatus before = topic(name);
        TopicFaults.answer(
                name,
                () -> admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions)))
                        .all());
        return new TopicStatus(name, false, before.replicas(), partitions);
    }
}
