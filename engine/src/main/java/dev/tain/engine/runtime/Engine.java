package dev.tain.engine.runtime;

import dev.tain.connector.Connector;
import dev.tain.engine.AdministrationService;
import dev.tain.engine.EngineSettings;
import dev.tain.engine.HistoryService;
import dev.tain.engine.MirrorService;
import dev.tain.engine.ObservationService;
import dev.tain.engine.PeerService;
import dev.tain.engine.VerificationService;
import dev.tain.engine.internal.EngineParts;
import dev.tain.engine.store.Stores;
import java.time.Clock;
import java.util.List;

/** The engine of one process: runs the mirrors that it gets the lease of, and answers for all. */
public final class Engine implements AutoCloseable {
    private final EngineParts parts;

    /**
     * @param owner names this process among those that share the catalog; the same again after a restart, so that it
     *     takes up its own mirrors at once
     */
    public Engine(Stores stores, List<Connector> connectors, EngineSettings settings, String owner, Clock clock) {
        this.parts = new EngineParts(stores, connectors, settings, owner, clock);
    }

    /** Begins to run mirrors. */
    public void start() {
        parts.start();
    }

    public MirrorService mirrors() {
        return parts.mirrors();
    }

    public PeerService peers() {
        return parts.peers();
    }

    public VerificationService verifications() {
        return parts.verifications();
    }

    public AdministrationService administration() {
        return parts.administration();
    }

    public HistoryService histories() {
        return parts.histories();
    }

    public ObservationService observations() {
        return parts.observations();
    }

    /** Ends all work within about ten seconds. What was not committed is done again at the next start. */
    @Override
    public void close() {
        parts.close();
    }
}
