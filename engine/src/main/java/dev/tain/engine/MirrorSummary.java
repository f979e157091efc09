package dev.tain.engine;

import dev.tain.model.PeerType;
import java.util.Optional;

/**
 * A mirror in one line.
 *
 * @param id a number that is never used again
 * @param createdAtMillis milliseconds since 1970
 */
public record MirrorSummary(
        long id,
        MirrorConfig config,
        PeerType sourceType,
        PeerType destinationType,
        MirrorState state,
        long createdAtMillis,
        Optional<Trouble> trouble) {
    public String name() {
        return config.name();
    }
}
