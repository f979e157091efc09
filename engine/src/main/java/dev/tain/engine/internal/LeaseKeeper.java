package dev.tain.engine.internal;

import dev.tain.engine.store.LeaseStore;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.time.Clock;
import java.util.OptionalLong;

/** Holds the lease of one mirror for one process. Used by one thread. */
final class LeaseKeeper implements AutoCloseable {
    private final LeaseStore store;
    private final String mirror;
    private final String owner;
    private final long millis;
    private final Clock clock;
    private long epoch;
    private long keptAt;

    LeaseKeeper(LeaseStore store, String mirror, String owner, long millis, Clock clock) {
        this.store = store;
        this.mirror = mirror;
        this.owner = owner;
        this.millis = millis;
        this.clock = clock;
    }

    /**
     * Takes the lease, or takes it again under a new epoch, so that nothing that an earlier attempt still has on its
     * way can be written. False when another process has it.
     */
    boolean take() {
        OptionalLong taken = store.acquire(mirror, owner, millis);
        taken.ifPresent(number -> epoch = number);
        keptAt = clock.millis();
        return taken.isPresent();
    }

    long epoch() {
        return epoch;
    }

    /** Renews the lease when a third of its time is over. */
    void keep() {
        long now = clock.millis();
        if (now - keptAt < millis / 3) {
            return;
        }
        if (!store.renew(mirror, owner, epoch, millis)) {
            throw new TainException(
                    ErrorCode.LEASE_LOST,
                    "mirror " + mirror + " is run by another process now",
                    "nothing; if it happens often, look for long pauses of this process");
        }
        keptAt = now;
    }

    @Override
    public void close() {
        store.release(mirror, owner, epoch);
    }
}
