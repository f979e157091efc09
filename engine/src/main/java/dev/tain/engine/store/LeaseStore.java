package dev.tain.engine.store;

import java.util.OptionalLong;

/**
 * Who runs which mirror. A lease is taken for a time and kept by renewing; each taking counts the mirror's epoch up,
 * and the epoch is what catalog and destination check at every write. Times are those of the catalog's database where
 * it has a clock of its own, so that the clocks of several machines don't matter.
 */
public interface LeaseStore {
    /**
     * Takes the lease if it is free or expired, or already the owner's.
     *
     * @return the new epoch; empty when another owner has it
     */
    OptionalLong acquire(String mirror, String owner, long millis);

    /** Keeps the lease for some more time; false when it is no longer held with this epoch. */
    boolean renew(String mirror, String owner, long epoch, long millis);

    /** Throws {@code LEASE_LOST} unless the lease is held with this epoch. */
    void require(String mirror, long epoch);

    /** Frees it for others at once. Not holding it is fine. */
    void release(String mirror, String owner, long epoch);

    /** Frees everything that this owner holds, as at the start after a crash. */
    void releaseAll(String owner);
}
