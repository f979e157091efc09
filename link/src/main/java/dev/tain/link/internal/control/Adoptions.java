package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.plan.CutRecord;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.link.plan.Reversal;
import dev.tain.link.plan.SourceTopics;
import dev.tain.link.plan.StopRecord;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * Topics of this cluster whose mirrors at the other end of a link of both ways have ended there: they can become
 * mirrors of what those are now. Where each partition ended, the other Tain has noted, and its notes are read.
 */
final class Adoptions {
    private final BrokerHost host;
    private final Clock clock;

    Adoptions(BrokerHost host, Clock clock) {
        this.host = host;
        this.clock = clock;
    }

    /**
     * A topic that may be adopted.
     *
     * @param mirror it as it will be stored
     * @param cuts where its partitions ended as mirrors, there
     */
    record Adoption(MirrorRecord mirror, List<CutRecord> cuts) {
        List<Change> changes(Stored stored) {
            List<Change> changes = Forgetting.stops(stored, mirror.topic());
            changes.add(new Change.Mirror(mirror.topic(), mirror));
            cuts.forEach(each -> changes.add(new Change.Cut(each.topic(), each.place(), each)));
            return changes;
        }

        /** Where its partitions ended, by partition. */
        Map<Integer, Long> ends() {
            Map<Integer, Long> ends = new TreeMap<>();
            cuts.forEach(each -> ends.put(each.partition(), each.from()));
            return ends;
        }
    }

    static boolean isOfBothWays(LinkRecord link) {
        return LinkConfigs.value(link.configs(), LinkConfigs.MODE).equals(LinkConfigs.BOTH_WAYS);
    }

    /** All there are by topic; none for links of one way. The other cluster is asked. */
    Map<String, Adoption> of(LinkRecord link, Stored here) {
        return isOfBothWays(link) ? found(link, here, RemoteStore.read(link), _ -> true) : Map.of();
    }

    /** Those that the other cluster wishes, and that were not made yet. */
    Map<String, Adoption> wished(LinkRecord link, Stored here, Stored there) {
        return found(link, here, there, theirs -> theirs.reversal() != Reversal.NONE && !isMade(theirs, here));
    }

    private static boolean isMade(MirrorRecord theirs, Stored here) {
        return here.mirror(theirs.source().topic())
                .filter(mine -> mine.source().adopted().equals(theirs.ending()))
                .isPresent();
    }

    private Map<String, Adoption> found(LinkRecord link, Stored here, Stored there, Predicate<MirrorRecord> wanted) {
        List<MirrorRecord> ended = there.mirrors().values().stream()
                .filter(each -> each.state() == MirrorState.STOPPED && isMirrorOfOurs(there, each))
                .filter(each -> isFree(each.source().topic(), each.source().topicId(), here))
                .filter(wanted)
                .toList();
        Map<String, Adoption> found = new TreeMap<>();
        if (ended.isEmpty()) {
            return found;
        }
        SourceTopics topics =
                MirrorMaking.ask(link, ended.stream().map(MirrorRecord::topic).toList());
        for (MirrorRecord each : ended) {
            if (topics.topics().get(each.topic()) instanceof SourceTopics.Topic.Present present) {
                found.put(each.source().topic(), adoption(link, each, present.id(), there));
            }
        }
        return found;
    }

    /** Whether the topic that was mirrored is still the one that there is, and no mirror of anything. */
    private boolean isFree(String ours, Uuid id, Stored here) {
        boolean ended = here.mirror(ours)
                .filter(mirror -> mirror.state() != MirrorState.STOPPED)
                .isEmpty();
        return ended && id.equals(host.topicId(ours));
    }

    /** Whether nothing else has become of the topic meanwhile. */
    boolean isFree(Adoption adoption, Stored here) {
        return isFree(adoption.mirror().topic(), host.topicId(adoption.mirror().topic()), here);
    }

    /** Why the other Tain would not make its topics mirrors of this cluster's; empty when it would. */
    Optional<String> noWayBack(LinkRecord link) {
        boolean back = isOfBothWays(link)
                && RemoteStore.read(link).links().values().stream()
                        .anyMatch(each -> isOfBothWays(each)
                                && !each.deleting()
                                && each.sourceClusterId().equals(host.clusterId()));
        return back
                ? Optional.empty()
                : Optional.of("the topic of the source cannot be made a mirror from here, because links only read their"
                        + " source. Let a Tain at the other cluster have a link to this one, both with link.mode"
                        + " BIDIRECTIONAL; or promote here, and mirror the topic there anew");
    }

    private boolean isMirrorOfOurs(Stored there, MirrorRecord mirror) {
        return there.link(mirror.link())
                .filter(each -> each.sourceClusterId().equals(host.clusterId()))
                .isPresent();
    }

    private Adoption adoption(LinkRecord link, MirrorRecord theirs, Uuid id, Stored there) {
        long now = clock.millis();
        String topic = theirs.source().topic();
        var source = new MirrorRecord.Source(theirs.topic(), id, "", Map.of(), Map.of(), theirs.ending());
        MirrorRecord mirror = MirrorRecord.created(topic, link.name(), source, now)
                .after(Verb.RESTORE, now)
                .wished(theirs.reversal());
        List<CutRecord> cuts = there.stops().getOrDefault(theirs.topic(), Map.of()).values().stream()
                .map(stop -> new StopRecord(topic, stop.partition(), stop.end(), true))
                .map(stop -> CutRecord.after(stop, mirror.stateMillis()))
                .toList();
        return new Adoption(mirror, cuts);
    }

    /**
     * A mirror of what is a mirror of ours would go in a circle.
     *
     * @throws TainException {@code MIRROR_TOPIC_INVALID}
     */
    void requireNoCircle(LinkRecord link, String sourceTopic) {
        if (isOfBothWays(link) && circling(link).contains(sourceTopic)) {
            throw new TainException(
                    ErrorCode.MIRROR_TOPIC_INVALID,
                    "Topic '" + sourceTopic + "' of the other cluster is itself a mirror of a topic of this cluster;"
                            + " mirroring it back would go in a circle.",
                    "Choose another topic, or end that mirror first.");
        }
    }

    /**
     * Topics of the other cluster that are mirrors of this one's, as far as it shows that; links of both ways need to
     * know.
     */
    Set<String> circling(LinkRecord link) {
        try {
            Stored there = RemoteStore.read(link);
            return there.mirrors().values().stream()
                    .filter(each -> each.state() != MirrorState.STOPPED && isMirrorOfOurs(there, each))
                    .map(MirrorRecord::topic)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (TainException e) {
            if (isOfBothWays(link)) {
                throw e;
            }
            return Set.of();
        }
    }
}
