package dev.tain.link.internal.control;

import dev.tain.link.LinkStatus.Problem;
import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.control.LinkDuties.Keepers;
import dev.tain.link.plan.CutRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.link.plan.TopicConfigs;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the one broker that decides does about mirrors that are cut back to their source, while whoever leads their
 * partitions cuts. Used by one thread, except for {@link #waitsFor}.
 */
final class RestoreDuty {
    private static final Logger LOG = LoggerFactory.getLogger(RestoreDuty.class);
    /** How long partitions may be led by brokers that do not cut, before this one takes them. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BrokerHost host;
    private final LinkStore store;
    private final Keepers keepers;
    private final Clock clock;
    private final Map<String, Long> placedMillis = new HashMap<>();
    private final Map<String, String> waits = new ConcurrentHashMap<>();

    RestoreDuty(BrokerHost host, LinkStore store, Keepers keepers, Clock clock) {
        this.host = host;
        this.store = store;
        this.keepers = keepers;
        this.clock = clock;
    }

    /** What keeps it from ending; empty when nothing is known. */
    String waitsFor(MirrorRecord mirror) {
        return waits.getOrDefault(mirror.topic(), "");
    }

    /** One round over a mirror that is RESTORING. */
    void round(MirrorRecord mirror) {
        if (!isFenced(host, mirror.topic())) {
            Map<String, Optional<String>> fence = new HashMap<>();
            TopicConfigs.whileMirrored().forEach((name, value) -> fence.put(name, Optional.of(value)));
            keepers.topics().alter(mirror.topic(), fence);
        }
        Map<TopicPartition, CutRecord> done = done(mirror);
        int count = host.partitions(mirror.topic()).orElse(Integer.MAX_VALUE);
        if (done.size() < count) {
            lead(mirror);
            return;
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        done.forEach((partition, cut) -> ends.put(partition, cut.next()));
        List<Problem> problems = keepers.groups().goBack(ends);
        if (!problems.isEmpty()) {
            waits.put(mirror.topic(), problems.getFirst().sentence());
            return;
        }
        waits.remove(mirror.topic());
        placedMillis.remove(mirror.topic());
        store.decide(stored -> isStored(stored, mirror)
                ? List.of(new Change.Mirror(mirror.topic(), mirror.restored(clock.millis())))
                : List.of());
        LOG.info("Mirror {} of link {} follows its source again.", mirror.topic(), mirror.link());
    }

    /** Whether clients' batches are refused whichever broker leads, as far as is known here. */
    static boolean isFenced(BrokerHost host, String topic) {
        return TopicConfigs.whileMirrored()
                .getOrDefault(TopicConfigs.FENCE, "")
                .equals(host.topicConfig(topic, TopicConfigs.FENCE));
    }

    private static boolean isStored(Stored stored, MirrorRecord seen) {
        return stored.mirror(seen.topic()).filter(seen::equals).isPresent();
    }

    private Map<TopicPartition, CutRecord> done(MirrorRecord mirror) {
        Map<TopicPartition, CutRecord> done = new HashMap<>();
        store.stored().cuts().getOrDefault(mirror.topic(), Map.of()).forEach((place, cut) -> {
            if (place.round() == mirror.stateMillis() && cut.done()) {
                done.put(new TopicPartition(mirror.topic(), place.partition()), cut);
            }
        });
        return done;
    }

    /** Somebody may have moved the topic to other brokers since it ended; they know nothing of links. */
    private void lead(MirrorRecord mirror) {
        boolean nobodyHasIt = mirror.source().maxMessageBytes().isEmpty(); // it never was a mirror here
        long since = placedMillis.computeIfAbsent(mirror.topic(), _ -> nobodyHasIt ? 0 : clock.millis());
        if (clock.millis() - since > PATIENCE.toMillis()) {
            placedMillis.put(mirror.topic(), clock.millis());
            keepers.topics().placeAllFirst(mirror.topic());
        }
    }
}
