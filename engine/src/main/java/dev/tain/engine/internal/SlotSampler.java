package dev.tain.engine.internal;

import dev.tain.connector.Observer.Slot;
import dev.tain.engine.MirrorState;
import dev.tain.engine.SlotSample;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.Stores;
import dev.tain.model.Peer;
import dev.tain.model.TainException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a minute how the slots of this process's mirrors stand, paused mirrors too: those are the ones that fill a
 * source's disk. One connection for each source and look, so the number of mirrors does not matter.
 */
final class SlotSampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlotSampler.class);

    static final long INTERVAL_MILLIS = 60_000;

    /** How soon a mirror that has just begun is noticed. */
    private static final long LOOK_MILLIS = 10_000;

    private static final int MOST_AT_ONCE = 8;
    private static final long PATIENCE_MILLIS = 1_000;
    private static final Set<MirrorState> STREAMING = Set.of(MirrorState.SNAPSHOTTING, MirrorState.RUNNING);

    private final Stores stores;
    private final Supervisor supervisor;
    private final Peers peers;
    private final Connectors connectors;
    private final Clock clock;
    private final Map<String, Sampled> sampled = new ConcurrentHashMap<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ExecutorService looks = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread watcher = Thread.ofVirtual().name("slot sampler").unstarted(this::watch);

    /** The last look at a source. */
    private record Sampled(long atMillis, Set<String> slots) {}

    /** What is to be looked at in a source; {@code streaming} are those that must be there by now. */
    private record Wanted(Set<String> all, Set<String> streaming) {}

    SlotSampler(Stores stores, Supervisor supervisor, Peers peers, Connectors connectors, Clock clock) {
        this.stores = stores;
        this.supervisor = supervisor;
        this.peers = peers;
        this.connectors = connectors;
        this.clock = clock;
    }

    void start() {
        watcher.start();
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // asked to end by close()
        }
    }

    private void look() {
        try {
            Map<String, Wanted> wanted = wanted();
            sampled.keySet().retainAll(wanted.keySet());
            wanted.forEach(this::begin);
        } catch (TainException e) {
            LOG.warn("{}: {}; slots are looked at again in {} ms", e.code(), e.sentence(), LOOK_MILLIS);
        }
    }

    private Map<String, Wanted> wanted() {
        Map<String, Wanted> wanted = new HashMap<>();
        for (MirrorRecord record : stores.mirrors().list()) {
            boolean here = supervisor.gauge(record.name()).isPresent();
            if (here && !record.config().snapshot().only()) {
                Wanted slots = wanted.computeIfAbsent(
                        record.config().source(), _ -> new Wanted(new HashSet<>(), new HashSet<>()));
                String slot = StreamSpecs.of(record.config()).slot();
                slots.all().add(slot);
                if (STREAMING.contains(record.state())) {
                    slots.streaming().add(slot);
                }
            }
        }
        return wanted;
    }

    private void begin(String peer, Wanted wanted) {
        Sampled last = sampled.get(peer);
        long now = clock.millis();
        if (last == null
                || now - last.atMillis() >= INTERVAL_MILLIS
                || !last.slots().containsAll(wanted.streaming())) {
            sampled.put(peer, new Sampled(now, wanted.all())); // nobody else begins with it meanwhile
            looks.execute(() -> sample(peer, wanted.all()));
        }
    }

    private void sample(String peer, Set<String> wanted) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            Peer found = peers.find(peer);
            long now = clock.millis();
            List<SlotSample> samples = connectors.of(found).observer(found).slots().stream()
                    .filter(slot -> wanted.contains(slot.name()))
                    .map(slot -> sample(slot, now))
                    .toList();
            stores.slotSamples().put(peer, samples);
            failing.remove(peer);
            sampled.put(
                    peer,
                    new Sampled(
                            now,
                            new HashSet<>(samples.stream().map(SlotSample::slot).toList())));
        } catch (TainException e) {
            if (failing.add(peer)) { // its mirrors say so themselves, and louder
                LOG.info("the slots of {} cannot be looked at: {}: {}", peer, e.code(), e.sentence());
            }
        } catch (RuntimeException e) {
            LOG.error("a mistake in Tain while looking at the slots of {}", peer, e);
        } finally {
            places.release();
        }
    }

    private static SlotSample sample(Slot slot, long now) {
        return new SlotSample(slot.name(), now, slot.lagBytes(), slot.checkpoint(), slot.restart(), slot.confirmed());
    }

    /** Looks that are under way are broken off. */
    @Override
    public void close() {
        watcher.interrupt();
        looks.shutdownNow();
        try {
            if (!looks.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.info("a look at slots goes on after {} ms", PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
