package dev.tain.engine.internal;

import dev.tain.connector.Connector;
import dev.tain.engine.AdministrationService;
import dev.tain.engine.EngineSettings;
import dev.tain.engine.HistoryService;
import dev.tain.engine.MirrorService;
import dev.tain.engine.ObservationService;
import dev.tain.engine.PeerService;
import dev.tain.engine.VerificationService;
import dev.tain.engine.internal.verify.Verifications;
import dev.tain.engine.store.Stores;
import java.time.Clock;
import java.util.List;

/** Wires the engine's parts. */
public final class EngineParts implements AutoCloseable {
    private final Peers peers;
    private final Supervisor supervisor;
    private final Verifications verifications;
    private final Observations observations;
    private final Histories histories;
    private final GuardedMirrors guarded;
    private final Administration administration;
    private final SlotSampler slotSampler;

    public EngineParts(Stores stores, List<Connector> connectors, EngineSettings settings, String owner, Clock clock) {
        Connectors byType = new Connectors(connectors);
        peers = new Peers(stores.peers(), stores.mirrors(), byType);
        supervisor = new Supervisor(new MirrorRunner.Parts(stores, byType, settings, peers::find, owner, clock));
        Mirrors mirrors = new Mirrors(stores, new MirrorChecks(peers, byType), supervisor, clock);
        verifications = new Verifications(
                new EngineSurroundings(stores, byType, peers::find, supervisor), stores.verifications(), clock);
        observations = new Observations(stores, peers, byType, clock);
        guarded = new GuardedMirrors(mirrors, stores.administration());
        administration = new Administration(stores, mirrors, supervisor, peers, byType);
        histories = new Histories(stores, new RowCounting(peers, byType), clock);
        slotSampler = new SlotSampler(stores, supervisor, peers, byType, clock);
    }

    public void start() {
        supervisor.start();
        slotSampler.start();
    }

    public MirrorService mirrors() {
        return guarded;
    }

    public PeerService peers() {
        return peers;
    }

    public VerificationService verifications() {
        return verifications;
    }

    public AdministrationService administration() {
        return administration;
    }

    public HistoryService histories() {
        return histories;
    }

    public ObservationService observations() {
        return observations;
    }

    @Override
    public void close() {
        slotSampler.close();
        verifications.close();
        supervisor.close();
    }
}
