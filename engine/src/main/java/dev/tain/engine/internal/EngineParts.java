package dev.tain.engine.internal;

import dev.tain.connector.Connector;
import dev.tain.engine.EngineSettings;
import dev.tain.engine.MirrorService;
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
    private final Mirrors mirrors;
    private final Verifications verifications;

    public EngineParts(Stores stores, List<Connector> connectors, EngineSettings settings, String owner, Clock clock) {
        Connectors byType = new Connectors(connectors);
        peers = new Peers(stores.peers(), stores.mirrors(), byType);
        supervisor = new Supervisor(new MirrorRunner.Parts(stores, byType, settings, peers::find, owner, clock));
        mirrors = new Mirrors(stores, new MirrorChecks(peers, byType), supervisor, clock);
        verifications = new Verifications(
                new EngineSurroundings(stores, byType, peers::find, supervisor), stores.verifications(), clock);
    }

    public void start() {
        supervisor.start();
    }

    public MirrorService mirrors() {
        return mirrors;
    }

    public PeerService peers() {
        return peers;
    }

    public VerificationService verifications() {
        return verifications;
    }

    @Override
    public void close() {
        verifications.close();
        supervisor.close();
    }
}
