package dev.tain.engine.internal;

import dev.tain.connector.Snapshot;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the exported snapshot of a mirror's start open across attempts, so that an outage of the destination does not
 * lose it. Used by one thread.
 */
final class SnapshotHolder implements AutoCloseable {
    private @Nullable Snapshot held;
    private Set<TableName> covered = Set.of();
    private long mirrorId;

    /** One that was dropped and made anew by the same name, perhaps elsewhere, has another stream: lets go then. */
    void keepFor(long mirror) {
        if (mirror != mirrorId) {
            release();
            mirrorId = mirror;
        }
    }

    /** @param tables the tables whose stream starts at the snapshot */
    void hold(Snapshot snapshot, Collection<TableName> tables) {
        release();
        held = snapshot;
        covered = Set.copyOf(tables);
    }

    /** The position of the held snapshot; null when none is held. */
    @Nullable
    Position position() {
        return held == null ? null : held.position();
    }

    /** The held snapshot if it can still be read; null otherwise. */
    @Nullable
    LiveSnapshot live() {
        if (held != null && !held.isAlive()) {
            release();
        }
        return held == null ? null : new LiveSnapshot(held.name(), covered);
    }

    /** What happens to the table from now on is not followed, so the snapshot is no longer where its stream starts. */
    void uncover(TableName table) {
        Set<TableName> rest = new HashSet<>(covered);
        rest.remove(table);
        covered = Set.copyOf(rest);
    }

    /** Lets go of it: it keeps old row versions at the source from being cleaned up. */
    void release() {
        if (held != null) {
            held.close();
            held = null;
        }
    }

    @Override
    public void close() {
        release();
    }
}
