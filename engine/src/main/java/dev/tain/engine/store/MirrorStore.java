package dev.tain.engine.store;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.Trouble;
import dev.tain.engine.store.MirrorRecord.DropOptions;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Optional;

/**
 * Mirrors: what is wished (written by the API) and what is (written by the owner). The owner's writes carry its fencing
 * epoch and throw {@code LEASE_LOST} when it is no longer the current one.
 */
public interface MirrorStore {
    /** Stores a new mirror that is wished to run; false when the name is taken, and then nothing changed. */
    boolean insert(MirrorConfig config, long nowMillis);

    Optional<MirrorRecord> find(String name);

    /** @throws TainException {@code MIRROR_UNKNOWN} */
    default MirrorRecord known(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    static TainException unknown(String name) {
        return new TainException(
                        ErrorCode.MIRROR_UNKNOWN,
                        "there is no mirror " + name,
                        "name one of those that mirrors/list shows")
                .with("mirror", name);
    }

    /** By id. */
    List<MirrorRecord> list();

    /** Whether any mirror uses the peer. */
    boolean usesPeer(String peer);

    /** Changes the wish and counts the revision up; false when there is no such mirror. */
    boolean wish(String name, MirrorWish wish, DropOptions options);

    /**
     * Changes configuration and wish if the revision is still the given one, and counts it up; false when it is not.
     */
    boolean reconfigure(MirrorConfig config, MirrorWish wish, long revision);

    /** The owner's word on how the mirror is. */
    void report(String name, long epoch, MirrorState state, Optional<Trouble> trouble);

    /** The mirror is gone, with its tables, chunks and lease; with its batches too when asked. Its log stays. */
    void delete(String name, long epoch, boolean withHistory);
}
