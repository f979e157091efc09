package dev.tain.engine.store;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.Trouble;
import java.util.Optional;

/**
 * A mirror as stored.
 *
 * @param revision counts changes of configuration and wish, from 1; tells an owner that there is something to read
 * @param createdAtMillis milliseconds since 1970
 */
public record MirrorRecord(
        long id,
        MirrorConfig config,
        MirrorWish wish,
        DropOptions dropOptions,
        MirrorState state,
        Optional<Trouble> trouble,
        long revision,
        long createdAtMillis) {
    public String name() {
        return config.name();
    }

    /** What was asked for when the mirror is dropped; both false otherwise. */
    public record DropOptions(boolean keepDestination, boolean dropHistory) {
        public static final DropOptions NONE = new DropOptions(false, false);
    }
}
