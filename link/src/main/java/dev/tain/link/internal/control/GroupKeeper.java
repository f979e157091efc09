package dev.tain.link.internal.control;

import dev.tain.link.LinkStatus.Problem;
import dev.tain.link.LinkStatus.ProblemKind;
import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.cluster.Replies;
import dev.tain.link.plan.GroupOffsets;
import dev.tain.link.plan.GroupRules;
import dev.tain.link.plan.MirrorRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * Lets consumer groups of the destination stand where they stand at the source: same offsets, as far as the mirrors
 * reach, never back, and never under consumers that are at work in the destination.
 */
final class GroupKeeper {
    private final BrokerHost host;
    private final Admin destination;

    GroupKeeper(BrokerHost host, Admin destination) {
        this.host = host;
        this.destination = destination;
    }

    /**
     * One round over all groups that the rules include.
     *
     * @return what went wrong with single groups
     * @throws KafkaException when the source or the destination does not answer
     */
    List<Problem> sync(Admin source, GroupRules rules, Collection<MirrorRecord> mirrors) {
        List<String> groups = Replies.of(
                        source.listGroups(ListGroupsOptions.forConsumerGroups()).all())
                .stream()
                .map(GroupListing::groupId)
                .filter(rules::includes)
                .sorted()
                .toList();
        if (groups.isEmpty()) {
            return List.of();
        }
        Map<String, String> mirrorOf = mirrors.stream()
                .collect(Collectors.toMap(each -> each.source().topic(), MirrorRecord::topic, (a, b) -> a));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> theirs = offsets(source, groups);
        Map<String, Map<TopicPartition, OffsetAndMetadata>> ours =
                offsets(destination, groups.stream().map(rules::here).toList());
        List<Problem> problems = new ArrayList<>();
        for (String group : groups) {
            String here = rules.here(group);
            move(here, theirs.getOrDefault(group, Map.of()), ours.getOrDefault(here, Map.of()), mirrorOf)
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static Map<String, Map<TopicPartition, OffsetAndMetadata>> offsets(Admin admin, List<String> groups) {
        Map<String, ListConsumerGroupOffsetsSpec> all = new HashMap<>();
        groups.forEach(each -> all.put(each, new ListConsumerGroupOffsetsSpec()));
        return Replies.of(admin.listConsumerGroupOffsets(all).all());
    }

    private Optional<Problem> move(
            String group,
            Map<TopicPartition, OffsetAndMetadata> theirs,
            Map<TopicPartition, OffsetAndMetadata> ours,
            Map<String, String> mirrorOf) {
        Function<TopicPartition, Optional<TopicPartition>> mirror =
                partition -> Optional.ofNullable(mirrorOf.get(partition.topic()))
                        .map(topic -> new TopicPartition(topic, partition.partition()));
        Map<TopicPartition, Long> moves = GroupOffsets.moves(plain(theirs), plain(ours), mirror, this::range);
        if (moves.isEmpty()) {
            return Optional.empty();
        }
        Map<TopicPartition, OffsetAndMetadata> written = new HashMap<>();
        theirs.forEach((partition, offset) -> mirror.apply(partition).ifPresent(mine -> {
            Long place = moves.get(mine);
            if (place != null && offset != null) {
                // without the source's leader epoch, which here would be taken for a log that was cut off
                written.put(mine, new OffsetAndMetadata(place, Optional.empty(), offset.metadata()));
            }
        }));
        return write(group, written);
    }

    private Optional<Problem> write(String group, Map<TopicPartition, OffsetAndMetadata> written) {
        try {
            Replies.of(destination.alterConsumerGroupOffsets(group, written).all());
            return Optional.empty();
        } catch (UnknownMemberIdException | GroupNotEmptyException e) {
            return Optional.of(new Problem(
                    ProblemKind.GROUP_IN_USE,
                    "Group " + group + " has consumers at work in this cluster; its offsets are left alone."));
        } catch (KafkaException e) {
            return Optional.of(
                    new Problem(ProblemKind.OTHER, "Group " + group + " could not be moved: " + e.getMessage()));
        }
    }

    /** Groups of this cluster that are at work and have committed more than the given offsets. */
    List<String> atWorkBeyond(Map<TopicPartition, Long> ends) {
        List<String> beyond = beyond(ends).keySet().stream().sorted().toList();
        if (beyond.isEmpty()) {
            return List.of();
        }
        return Replies.of(destination.describeConsumerGroups(beyond).all()).values().stream()
                .filter(each -> each.groupState() != GroupState.EMPTY && each.groupState() != GroupState.DEAD)
                .map(ConsumerGroupDescription::groupId)
                .sorted()
                .toList();
    }

    /**
     * Moves groups of this cluster back that have committed more than there is.
     *
     * @return which could not be
     */
    List<Problem> goBack(Map<TopicPartition, Long> ends) {
        List<Problem> problems = new ArrayList<>();
        beyond(ends).forEach((group, offsets) -> write(group, offsets).ifPresent(problems::add));
        return problems;
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> beyond(Map<TopicPartition, Long> ends) {
        Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
        Replies.of(destination.listGroups(ListGroupsOptions.forConsumerGroups()).all())
                .forEach(each ->
                        asked.put(each.groupId(), new ListConsumerGroupOffsetsSpec().topicPartitions(ends.keySet())));
        Map<String, Map<TopicPartition, OffsetAndMetadata>> beyond = new HashMap<>();
        if (!asked.isEmpty()) {
            Replies.of(destination.listConsumerGroupOffsets(asked).all())
                    .forEach((group, offsets) -> plain(offsets).forEach((partition, offset) -> {
                        long end = ends.getOrDefault(partition, Long.MAX_VALUE);
                        if (offset > end) {
                            beyond.computeIfAbsent(group, _ -> new HashMap<>())
                                    .put(partition, new OffsetAndMetadata(end));
                        }
                    }));
        }
        return beyond;
    }

    private static Map<TopicPartition, Long> plain(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, Long> plain = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                plain.put(partition, offset.offset());
            }
        });
        return plain;
    }

    private Optional<GroupOffsets.Range> range(TopicPartition partition) {
        return host.log(partition).led().map(led -> new GroupOffsets.Range(led.start(), led.highWatermark()));
    }
}
