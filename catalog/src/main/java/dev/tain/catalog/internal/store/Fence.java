package dev.tain.catalog.internal.store;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import org.jdbi.v3.core.Handle;

/** Lets an owner write only while nobody has taken the mirror from it. */
final class Fence {
    private Fence() {}

    /**
     * Throws {@code LEASE_LOST} unless the mirror is held with this epoch. The statement changes nothing, but it locks
     * the row until the transaction ends, so that the lease cannot be taken between this check and the commit.
     */
    static void check(Handle handle, String mirror, long epoch) {
        int held = handle.createUpdate("""
                        UPDATE lease SET epoch = epoch WHERE mirror = :mirror AND epoch = :epoch AND owner <> ''
                        """)
                .bind("mirror", mirror)
                .bind("epoch", epoch)
                .execute();
        if (held == 0) {
            throw new TainException(
                            ErrorCode.LEASE_LOST,
                            "Mirror " + mirror + " is no longer run by this process.",
                            "Nothing to do: the process that has taken it over goes on from what was stored.")
                    .with("mirror", mirror)
                    .with("epoch", epoch);
        }
    }
}
