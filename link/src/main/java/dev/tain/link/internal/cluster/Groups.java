package dev.tain.link.internal.cluster;

import dev.tain.link.GroupService;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Consumer groups, as their coordinators say. */
public final class Groups implements GroupService {
    private static final String DESCRIBE = "describe consumer groups";
    private static final Comparator<TopicPartition> IN_ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Admin admin;

    public Groups(Admin admin) {
        this.admin = admin;
    }

    @Override
    public List<Group> groups() {
        List<String> ids = KafkaFaults.answer(
                        "list consumer groups",
                        () -> admin.listGroups(ListGroupsOptions.forConsumerGroups())
                                .all())
                .stream()
                .map(GroupListing::groupId)
                .toList();
        Map<String, KafkaFuture<ConsumerGroupDescription>> described =
                new TreeMap<>(admin.describeConsumerGroups(ids).describedGroups());
        return described.values().stream()
                .flatMap(each -> ifThere(each).stream())
                .map(Groups::group)
                .toList();
    }

    @Override
    public Group group(String id) {
        return ifThere(admin.describeConsumerGroups(List.of(id))
                        .describedGroups()
                        .values()
                        .iterator()
                        .next())
                .map(Groups::group)
                .orElseThrow(() -> new TainException(
                        ErrorCode.GROUP_UNKNOWN,
                        "There is no consumer group '" + id + "'.",
                        "Check the name; the list of consumer groups shows what there is."));
    }

    /** Some releases of Kafka describe a group that there is not as dead. */
    private static Optional<ConsumerGroupDescription> ifThere(KafkaFuture<ConsumerGroupDescription> future) {
        try {
            return Optional.of(Replies.of(future)).filter(each -> each.groupState() != GroupState.DEAD);
        } catch (GroupIdNotFoundException | InvalidGroupIdException e) {
            return Optional.empty();
        } catch (KafkaException e) {
            throw KafkaFaults.of(DESCRIBE, e);
        }
    }

    private static Group group(ConsumerGroupDescription group) {
        boolean isMixed = group.type() == GroupType.CONSUMER
                && group.members().stream().anyMatch(each -> each.upgraded().equals(Optional.of(false)));
        return new Group(
                group.groupId(),
                group.isSimpleConsumerGroup(),
                group.partitionAssignor(),
                state(group.groupState()),
                kind(group.type()),
                isMixed,
                group.coordinator().id(),
                group.members().stream()
                        .map(Groups::member)
                        .sorted(Comparator.comparing(Member::id))
                        .toList());
    }

    private static Member member(MemberDescription member) {
        return new Member(
                member.consumerId(),
                member.groupInstanceId(),
                member.clientId(),
                member.assignment().topicPartitions().stream()
                        .sorted(IN_ORDER)
                        .map(each -> new Assigned(each.topic(), each.partition()))
                        .toList());
    }

    static State state(GroupState state) {
        return switch (state) {
            case PREPARING_REBALANCE -> State.PREPARING_REBALANCE;
            case COMPLETING_REBALANCE -> State.COMPLETING_REBALANCE;
            case ASSIGNING -> State.ASSIGNING;
            case RECONCILING -> State.RECONCILING;
            case STABLE -> State.STABLE;
            case DEAD -> State.DEAD;
            case EMPTY -> State.EMPTY;
            case NOT_READY, UNKNOWN -> State.UNKNOWN; // the first is of streams only
        };
    }

    private static Kind kind(GroupType type) {
        return switch (type) {
            case CLASSIC -> Kind.CLASSIC;
            case CONSUMER -> Kind.CONSUMER;
            case SHARE, STREAMS, UNKNOWN -> Kind.UNKNOWN;
        };
    }

    @Override
    public List<GroupLag> lags(String id) {
        Map<TopicPartition, Member> readers = new HashMap<>();
        for (Member member : group(id).members()) {
            member.assigned().forEach(each -> readers.put(new TopicPartition(each.topic(), each.partition()), member));
        }
        Map<TopicPartition, Long> committed = committed(id);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        committed.keySet().forEach(each -> ends.put(each, OffsetSpec.latest()));
        ListOffsetsResult asked = admin.listOffsets(ends);
        List<GroupLag> lags = new ArrayList<>();
        committed.forEach((place, offset) -> end(asked, place)
                .ifPresent(end -> lags.add(new GroupLag(
                        place.topic(), place.partition(), offset, end, Optional.ofNullable(readers.get(place))))));
        return lags;
    }

    /** Without topics that were deleted: for their ends Kafka's client would look until the time is up. */
    private Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, @Nullable OffsetAndMetadata> offsets = new HashMap<>(KafkaFaults.answer(
                "tell the offsets of consumer groups",
                () -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
        Set<String> topics = KafkaFaults.answer(
                "list topics",
                () -> admin.listTopics(new ListTopicsOptions().listInternal(true))
                        .names());
        Map<TopicPartition, Long> committed = new TreeMap<>(IN_ORDER);
        offsets.forEach((place, offset) -> {
            if (offset != null && topics.contains(place.topic())) {
                committed.put(place, offset.offset());
            }
        });
        return committed;
    }

    private static Optional<Long> end(ListOffsetsResult asked, TopicPartition place) {
        try {
            return Optional.of(Replies.of(asked.partitionResult(place)).offset());
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty(); // deleted meanwhile
        } catch (KafkaException e) {
            throw KafkaFaults.of("tell where partitions end", e);
        }
    }
}
