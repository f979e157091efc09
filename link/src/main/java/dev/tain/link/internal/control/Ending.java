package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.internal.fetch.MirrorPartition;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.StopRecord;
import dev.tain.link.plan.Stored.Change;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
 * The end is stored before anything of our own is written behind it, so that it is known whatever crashes. Writing
 * the markers again after a crash changes nothing. Used by the thread of one link, which is also the only one that
 * lets partitions follow.
 */
final class Ending {
    private final BrokerHost host;
    private final Consumer<List<Change>> store;
    private final Clock clock;
    private final Set<TopicPartition> forgotten = new HashSet<>();

    Ending(BrokerHost host, Consumer<List<Change>> store, Clock clock) {
        this.host = host;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Takes every partition one step further.
     *
     * @param sourceEnds the source's ends by partition, asked for now; empty when nobody waits for them
     */
    void advance(
            MirrorRecord mirror,
            Map<TopicPartition, MirrorPartition> following,
            Map<Integer, StopRecord> stops,
            Map<Integer, Long> sourceEnds) {
        List<Change> changes = new ArrayList<>();
        int count = host.partitions(mirror.topic()).orElse(0);
        for (int i = 0; i < count; i++) {
            TopicPartition name = new TopicPartition(mirror.topic(), i);
            StopRecord stop = stops.get(i);
            PartitionLog log = host.log(name);
            if (stop == null) {
                MirrorPartition partition = following.get(name);
                if (!mirror.planned() || hasAll(partition, sourceEnds.get(i))) {
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

    private static boolean hasAll(@Nullable MirrorPartition partition, @Nullable Long sourceEnd) {
        return partition != null
                && sourceEnd != null
                && partition.isFollowed()
                && partition.log().led().map(led -> led.end() >= sourceEnd).orElse(false);
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
