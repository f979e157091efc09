package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.internal.fetch.MirrorPartition;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.StopRecord;
import dev.tain.link.plan.Stored.Change;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Turns the partitions of a mirror that are led here into ordinary ones, a step at a time:
 *
 * <pre>
 *  following ──all of the source is here, or nobody waits for it──► end noted ──► producers forgotten ──► done
 * </pre>
 *
 * A source may end behind offsets that have no records any more; a promoted mirror ends there too, behind an empty
 * batch, so that no offset of the source is ever given to a record of its own.
 *
 * <p>The end is stored before anything of our own is written behind it, so that it is known whatever crashes. Writing
 * the markers again after a crash changes nothing. Used by the thread of one link, which is also the only one that
 * lets partitions follow.
 */
final class Ending {
    /** For how long nothing must have come before the source is asked whether anything will. */
    private static final long STILL_MILLIS = 1_000;

    private final BrokerHost host;
    private final Consumer<List<Change>> store;
    private final Clock clock;
    private final Set<TopicPartition> forgotten = new HashSet<>();
    private final Map<TopicPartition, Still> still = new HashMap<>();

    Ending(BrokerHost host, Consumer<List<Change>> store, Clock clock) {
        this.host = host;
        this.store = store;
        this.clock = clock;
    }

    /** Since when a partition has had the same end. */
    private record Still(long end, long sinceMillis) {}

    /** The source's partitions, asked now. */
    interface SourceState {
        /** Where one ends; empty when that is not known, or nobody waits for it. */
        OptionalLong end(int partition);

        /** Whether there are no records from an offset to the end. */
        boolean hasNothingFrom(int partition, long offset);
    }

    /** Takes every partition one step further. */
    void advance(
            MirrorRecord mirror,
            Map<TopicPartition, MirrorPartition> following,
            Map<Integer, StopRecord> stops,
            SourceState source) {
        List<Change> changes = new ArrayList<>();
        int count = host.partitions(mirror.topic()).orElse(0);
        for (int i = 0; i < count; i++) {
            TopicPartition name = new TopicPartition(mirror.topic(), i);
            StopRecord stop = stops.get(i);
            PartitionLog log = host.log(name);
            if (stop == null) {
                MirrorPartition partition = following.get(name);
                if (!mirror.planned() || hasAll(partition, source.end(i)) || isRestGone(following, name, source)) {
                    noteEnd(name, partition, changes);
                }
            } else if (!stop.done()) {
                log.led().ifPresent(led -> finish(stop, log, led, changes));
            }
        }
        if (!changes.isEmpty()) {
            store.accept(changes);
        }
    }

    private static boolean hasAll(@Nullable MirrorPartition partition, OptionalLong sourceEnd) {
        return partition != null
                && sourceEnd.isPresent()
                && partition.isFollowed()
                && partition
                        .log()
                        .led()
                        .map(led -> led.end() >= sourceEnd.getAsLong())
                        .orElse(false);
    }

    /** Asked only about a partition that nothing has come to for a while; then it is stopped and its end raised. */
    private boolean isRestGone(
            Map<TopicPartition, MirrorPartition> following, TopicPartition name, SourceState source) {
        MirrorPartition partition = following.get(name);
        Optional<PartitionLog.State> led =
                partition == null ? Optional.empty() : partition.log().led();
        OptionalLong sourceEnd = source.end(name.partition());
        if (partition == null || led.isEmpty() || sourceEnd.isEmpty() || !partition.isFollowed()) {
            still.remove(name);
            return false;
        }
        long end = led.get().end();
        long now = clock.millis();
        Still since = still.compute(
                name, (_, before) -> before == null || before.end() != end ? new Still(end, now) : before);
        if (now - since.sinceMillis() < STILL_MILLIS || !source.hasNothingFrom(name.partition(), end)) {
            return false;
        }
        still.remove(name);
        partition.stop();
        boolean unchanged =
                partition.log().led().filter(state -> state.end() == end).isPresent();
        boolean padded = unchanged
                && partition.log().pad(sourceEnd.getAsLong(), now, led.get().epoch());
        if (!padded) {
            following.remove(name); // it was stopped, and begins anew
        }
        return padded;
    }

    private void noteEnd(TopicPartition name, @Nullable MirrorPartition partition, List<Change> changes) {
        if (partition != null) {
            partition.stop();
        }
        host.log(name)
                .led()
                .ifPresent(led -> changes.add(new Change.Stop(
                        name.topic(),
                        name.partition(),
                        new StopRecord(name.topic(), name.partition(), led.end(), false))));
    }

    private void finish(StopRecord stop, PartitionLog log, PartitionLog.State led, List<Change> changes) {
        if (!forgotten.contains(log.partition())) {
            if (log.forgetProducers(clock.millis(), led.epoch()).isPresent()) {
                forgotten.add(log.partition());
            }
        } else if (led.highWatermark() >= led.end()) {
            changes.add(new Change.Stop(
                    stop.topic(), stop.partition(), new StopRecord(stop.topic(), stop.partition(), stop.end(), true)));
            forgotten.remove(log.partition());
        }
    }
}
