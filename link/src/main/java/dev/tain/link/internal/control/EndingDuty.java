package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.plan.FenceRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.StopRecord;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.link.plan.TopicConfigs;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the one broker that decides does about mirrors that end, while whoever leads their partitions ends those: closes
 * the source's topics where that was wished, gives up what is late, and opens a topic whose partitions have all ended.
 * Used by one thread, except for {@link #waitsFor}.
 */
final class EndingDuty {
    private static final Logger LOG = LoggerFactory.getLogger(EndingDuty.class);
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(20);
    private static final Duration OPEN_PAUSE = Duration.ofMillis(10);
    private static final String MOVED = "records came to the source though it was closed to its writers, as from a user"
            + " to whom nothing is denied; the promotion was given up";

    private final LinkRun run;
    private final BrokerHost host;
    private final LinkStore store;
    private final TopicKeeper topics;
    private final Clock clock;
    private final Promotions promotions;
    private final SourceFences fences;

    EndingDuty(LinkRun run, BrokerHost host, LinkStore store, TopicKeeper topics, Clock clock) {
        this.run = run;
        this.host = host;
        this.store = store;
        this.topics = topics;
        this.clock = clock;
        this.promotions = new Promotions(host, run);
        this.fences = new SourceFences(run, store, clock);
    }

    /** What stands in the way of an end that was asked for; empty when nothing does. */
    String waitsFor(MirrorRecord mirror) {
        Stored stored = store.stored();
        if (mirror.planned() && run.health().failures() > 0) {
            return "it waits for the source, which is not reached: "
                    + run.health().sentence();
        }
        return stored.isStillOpen(mirror.topic())
                ? fences.waitsFor(mirror.topic())
                : promotions.progress(stored, mirror);
    }

    void closeSources() {
        fences.round();
    }

    /** Whether topics of the source are closed that should be opened before nobody knows of them any more. */
    boolean mustOpenSources() {
        Stored stored = store.stored();
        List<FenceRecord> left = stored.fencesOf(run.link().name()).stream()
                .filter(each -> each.own() && !each.isWanted(stored))
                .toList();
        if (!left.isEmpty() && run.health().failures() > 0) {
            LOG.error(
                    "Link {} goes while its source is away and still denies writing; remove there {}",
                    run.link().name(),
                    left.stream()
                            .map(each -> FenceRecord.denial(each.sourceTopic()))
                            .toList());
            return false;
        }
        return !left.isEmpty();
    }

    /** A promotion whose time is over, or what is left of one that was given up. */
    void giveUp(MirrorRecord mirror) {
        long now = clock.millis();
        boolean late = mirror.deadlineMillis() > 0 && now > mirror.deadlineMillis();
        store.decide(stored -> !isStored(stored, mirror)
                ? List.of()
                : late && Promotions.isOnItsWay(mirror)
                        ? Promotions.givenUp(stored, mirror, "the promotion was not done in time; it was given up", now)
                        : Promotions.settled(stored, mirror, now));
    }

    private static boolean isStored(Stored stored, MirrorRecord seen) {
        return stored.mirror(seen.topic()).filter(seen::equals).isPresent();
    }

    /**
     * All partitions have ended: what was only for the mirror is taken away, and clients may write.
     *
     * @param sync what is done before that, where the mirror had to have all of the source
     */
    void finish(MirrorRecord mirror, Runnable sync) {
        if (mirror.state() != MirrorState.STOPPING || !haveAllEnded(mirror)) {
            return;
        }
        MirrorRecord last = mirror;
        if (mirror.planned()) {
            sync.run();
            if (!isProven(mirror)) {
                return;
            }
            last = store.stored().mirror(mirror.topic()).orElse(mirror);
        }
        topics.alter(
                mirror.topic(),
                TopicConfigs.afterwards(
                        last.source().maxMessageBytes(), last.source().given()));
        awaitOpen(mirror.topic());
        MirrorRecord seen = last;
        store.decide(stored -> isStored(stored, seen)
                ? List.of(new Change.Mirror(seen.topic(), seen.stopped(clock.millis())))
                : List.of());
        LOG.info("Mirror {} of link {} is an ordinary topic now.", mirror.topic(), mirror.link());
    }

    private boolean haveAllEnded(MirrorRecord mirror) {
        int count = host.partitions(mirror.topic()).orElse(Integer.MAX_VALUE);
        return stops(mirror).values().stream().filter(StopRecord::done).count() >= count;
    }

    private Map<Integer, StopRecord> stops(MirrorRecord mirror) {
        return store.stored().stops().getOrDefault(mirror.topic(), Map.of());
    }

    /**
     * Whether the source still ends where it was closed, and the mirror there too. Always so where the source was not
     * to be closed. If it has moved, the promotion is given up.
     */
    private boolean isProven(MirrorRecord mirror) {
        Stored now = store.stored();
        FenceRecord fence = now.fences().get(mirror.topic());
        if (fence == null || fence.proven() || !fence.isWanted(now)) {
            return true;
        }
        Map<Integer, Long> mine = new HashMap<>();
        stops(mirror).forEach((partition, stop) -> mine.put(partition, stop.end()));
        Map<Integer, Long> theirs = SourceEnds.ask(run::admin, mirror, mine.size());
        if (theirs.size() < mine.size()) {
            return false; // the source does not say now
        }
        boolean same = theirs.equals(fence.ends()) && mine.equals(fence.ends());
        if (!same) {
            LOG.error("Mirror {} of link {}: {}", mirror.topic(), mirror.link(), MOVED);
        }
        store.decide(stored -> !isStored(stored, mirror)
                ? List.of()
                : same
                        ? List.of(new Change.Fence(fence.topic(), fence.asProven()))
                        : Promotions.givenUp(stored, mirror, MOVED, clock.millis()));
        return same;
    }

    /**
     * The broker hears of a config a moment after it was set; a client must not be told that all batches are too
     * large.
     */
    private void awaitOpen(String topic) {
        long deadline = System.nanoTime() + OPEN_LIMIT.toNanos();
        while (!isOpen(topic)) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("the broker has not heard of the configs of topic " + topic + " in time");
            }
            LockSupport.parkNanos(OPEN_PAUSE.toNanos());
        }
    }

    private boolean isOpen(String topic) {
        int count = host.partitions(topic).orElse(0);
        for (int i = 0; i < count; i++) {
            if (!host.log(new TopicPartition(topic, i)).takesBatchesOfClients()) {
                return false;
            }
        }
        return true;
    }
}
