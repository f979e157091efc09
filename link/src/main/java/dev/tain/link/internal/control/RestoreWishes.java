package dev.tain.link.internal.control;

import dev.tain.link.MirrorStatus.Cut;
import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.internal.control.Adoptions.Adoption;
import dev.tain.link.plan.CutRecord;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.link.plan.SourceTopics;
import dev.tain.link.plan.StopRecord;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.link.plan.TopicCheck;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The wish that mirrors which went their own way are cut back to their source: whether it can be, and the start. */
final class RestoreWishes {
    private static final long UNKNOWN = -1;

    private final BrokerHost host;
    private final GroupKeeper groups;
    private final Adoptions adoptions;

    RestoreWishes(BrokerHost host, GroupKeeper groups, Adoptions adoptions) {
        this.host = host;
        this.groups = groups;
        this.adoptions = adoptions;
    }

    Adoptions adoptions() {
        return adoptions;
    }

    /** Why one that is not a mirror yet cannot be. */
    Optional<String> refusal(Adoption adoption) {
        MirrorRecord mirror = adoption.mirror();
        int mine = host.partitions(mirror.topic()).orElse(0);
        return adoption.cuts().size() == mine
                ? groupsInTheWay(mirror.topic(), adoption.ends())
                : Optional.of("Topic '" + mirror.topic() + "' has " + mine + " partitions, its mirror ended with "
                        + adoption.cuts().size() + "; make a new mirror of it");
    }

    /** Why some cannot be, by topic. The source is asked about all of them at once. */
    Map<String, String> refusals(LinkRecord link, List<MirrorRecord> mirrors, Stored stored) {
        Map<String, String> refusals = new HashMap<>();
        List<MirrorRecord> open = mirrors.stream()
                .filter(each -> each.state() != MirrorState.RESTORING)
                .toList();
        if (open.isEmpty()) {
            return refusals;
        }
        try {
            SourceTopics source = MirrorMaking.ask(
                    link,
                    open.stream().map(each -> each.source().topic()).distinct().toList());
            Set<String> circling = adoptions.circling(link);
            for (MirrorRecord each : open) {
                String theirs = each.source().topic();
                Optional<String> refusal = circling.contains(theirs)
                        ? Optional.of(
                                "Topic '" + theirs + "' of the source is by now itself a mirror of a topic of this"
                                        + " cluster; mirroring it back would go in a circle")
                        : refusal(each, source, stored);
                refusal.ifPresent(why -> refusals.put(each.topic(), why));
            }
        } catch (TainException e) {
            open.forEach(each -> refusals.put(each.topic(), e.sentence() + " " + e.remedy()));
        }
        return refusals;
    }

    private Optional<String> refusal(MirrorRecord mirror, SourceTopics source, Stored stored) {
        int mine = host.partitions(mirror.topic()).orElse(0);
        SourceTopics.Topic topic = source.topics().get(mirror.source().topic());
        if (mine == 0 || topic == null) {
            return Optional.of("Topic '" + mirror.topic() + "' cannot be looked at now; try again in a moment");
        }
        return switch (TopicCheck.of(topic, mirror.source().topicId(), mine)) {
            case TopicCheck.Verdict.Fault fault -> Optional.of(fault.why() + "; make a new mirror of it");
            case TopicCheck.Verdict.Away away -> Optional.of(away.why());
            case TopicCheck.Verdict.Same _ -> {
                Map<Integer, Long> ended = new HashMap<>();
                stops(stored, mirror).forEach((partition, stop) -> ended.put(partition, stop.end()));
                yield groupsInTheWay(mirror.topic(), ended);
            }
        };
    }

    private Optional<String> groupsInTheWay(String topic, Map<Integer, Long> ended) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        ended.forEach((partition, end) -> ends.put(new TopicPartition(topic, partition), end));
        try {
            List<String> atWork = ends.isEmpty() ? List.of() : groups.atWorkBeyond(ends);
            return atWork.isEmpty()
                    ? Optional.empty()
                    : Optional.of("Consumer groups " + atWork + " are at work in this cluster on what would be cut off;"
                            + " stop their consumers first");
        } catch (KafkaException e) {
            return Optional.of("It cannot be found out which consumer groups are at work: " + e.getMessage());
        }
    }

    private static Map<Integer, StopRecord> stops(Stored stored, MirrorRecord mirror) {
        return stored.stops().getOrDefault(mirror.topic(), Map.of());
    }

    /** What is written first: the mirror is closed, and where it ended is what it goes back to. */
    static List<Change> begin(Stored stored, MirrorRecord mirror, long nowMillis) {
        MirrorRecord restoring = mirror.after(Verb.RESTORE, nowMillis);
        List<Change> changes = new ArrayList<>(List.of(new Change.Mirror(mirror.topic(), restoring)));
        if (mirror.state() == MirrorState.RESTORING) {
            return changes;
        }
        stops(stored, mirror).forEach((partition, stop) -> {
            CutRecord cut = CutRecord.after(stop, restoring.stateMillis());
            changes.add(new Change.Stop(mirror.topic(), partition, null));
            changes.add(new Change.Cut(mirror.topic(), cut.place(), cut));
        });
        return changes;
    }

    /** What it would cut off as far as that is known before both logs were compared. */
    List<Cut> expected(Stored stored, MirrorRecord mirror) {
        Map<Integer, Long> ended = new TreeMap<>();
        stops(stored, mirror).forEach((partition, stop) -> ended.put(partition, stop.end()));
        return expected(mirror.topic(), ended);
    }

    List<Cut> expected(String topic, Map<Integer, Long> ended) {
        List<Cut> cuts = new ArrayList<>();
        ended.forEach((partition, from) -> {
            long end = host.log(new TopicPartition(topic, partition))
                    .led()
                    .map(PartitionLog.State::end)
                    .orElse(UNKNOWN);
            cuts.add(new Cut(partition, CutRecord.Kind.CUT_OFF, from, end, ""));
        });
        return cuts;
    }
}
