package dev.tain.engine.internal;

import dev.tain.connector.Destination;
import dev.tain.connector.Source;
import dev.tain.engine.EngineSettings;
import dev.tain.engine.store.Stores;
import java.time.Clock;

/** What every part of a running mirror needs to know. */
record MirrorContext(
        String mirror,
        long epoch,
        Source source,
        Destination destination,
        Stores stores,
        EngineSettings settings,
        MirrorLog log,
        Clock clock) {

    /**
     * Throws {@code LEASE_LOST} when another process has the mirror by now. To be called right before changing what the
     * source keeps for the mirror: catalog and destination know who may write, the source doesn't.
     */
    void requireOwned() {
        stores.leases().require(mirror, epoch);
    }
}
