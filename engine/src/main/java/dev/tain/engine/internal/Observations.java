package dev.tain.engine.internal;

import dev.tain.connector.Observer;
import dev.tain.connector.Observer.Slot;
import dev.tain.engine.ObservationService;
import dev.tain.engine.SlotSample;
import dev.tain.engine.store.SlotSampleStore.Grain;
import dev.tain.engine.store.Stores;
import dev.tain.model.Peer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link ObservationService} over the connectors and what was sampled. */
final class Observations implements ObservationService {
    private final Stores stores;
    private final Peers peers;
    private final Connectors connectors;
    private final Clock clock;

    Observations(Stores stores, Peers peers, Connectors connectors, Clock clock) {
        this.stores = stores;
        this.peers = peers;
        this.connectors = connectors;
        this.clock = clock;
    }

    @Override
    public Observer observer(String peer) {
        Peer found = peers.find(peer);
        return connectors.of(found).observer(found);
    }

    @Override
    public List<Slot> slots(String peer, boolean oursOnly) {
        List<Slot> slots = observer(peer).slots();
        if (!oursOnly) {
            return slots;
        }
        Set<String> used = stores.mirrors().list().stream()
                .map(record -> record.config())
                .filter(config -> config.source().equals(peer))
                .map(config -> StreamSpecs.of(config).slot())
                .collect(Collectors.toSet());
        return slots.stream()
                .filter(slot -> used.contains(slot.name()) || slot.name().startsWith(StreamSpecs.PREFIX))
                .toList();
    }

    @Override
    public List<SlotSample> slotHistory(String peer, String slot, Duration back) {
        peers.find(peer);
        Grain grain = back.compareTo(Grain.MINUTE.kept()) <= 0 ? Grain.MINUTE : Grain.HOUR;
        Duration kept = back.compareTo(grain.kept()) < 0 ? back : grain.kept();
        long from = clock.millis() - kept.toMillis();
        return Peaks.of(stores.slotSamples().since(peer, slot, from, grain), MOST_POINTS);
    }
}
