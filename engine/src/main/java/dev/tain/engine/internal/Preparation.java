package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.connector.Snapshot;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.model.TableName;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Does on a thread of its own what may wait long before a mirror can work, such as for transactions of others, so that
 * a pause or a drop need not wait for it.
 */
final class Preparation implements AutoCloseable {
    private final CycleParts parts;
    private final MirrorConfig config;
    private final KnownTables known;
    private final Scope scope;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Snapshot snapshot;
    private List<TableName> covered = List.of();
    private boolean closed;
    private volatile @Nullable List<MappedTable> mapped;

    private Preparation(CycleParts parts, MirrorConfig config) {
        this.parts = parts;
        this.config = config;
        this.known = new KnownTables(parts);
        this.scope = parts.openScope();
    }

    static Preparation begin(CycleParts parts, MirrorConfig config) {
        Preparation preparation = new Preparation(parts, config);
        preparation.scope.fork("prepare", () -> {
            preparation.run();
            return null;
        });
        return preparation;
    }

    private void run() {
        List<MappedTable> tables = parts.setup().map(config, config.tables(), known::gone);
        parts.tables().map(tables);
        if (!config.snapshot().only()) {
            makeStream(tables);
        }
        mapped = tables;
        parts.hands().nudge().give();
    }

    private void makeStream(List<MappedTable> tables) {
        MirrorContext context = parts.context();
        if (context.stores().progress().isStreamMade(context.mirror())) {
            known.prepare(tables);
            return;
        }
        parts.state().report(MirrorState.CREATED);
        Snapshot made = parts.setup().makeStream(config, tables);
        keep(made, tables.stream().map(MappedTable::name).toList());
        parts.tables().reload();
    }

    /** For the thread that looks after the mirror; when that no longer waits for it, nobody else would close it. */
    private void keep(Snapshot made, List<TableName> tables) {
        lock.lock();
        try {
            if (!closed) {
                snapshot = made;
                covered = tables;
                return;
            }
        } finally {
            lock.unlock();
        }
        made.close();
    }

    /** The work that was prepared, begun; null as long as it isn't. */
    MirrorCycle.@Nullable Work next() {
        scope.rethrow();
        List<MappedTable> tables = mapped;
        if (tables == null) {
            return null;
        }
        close();
        return config.snapshot().only() ? SnapshotWork.open(parts, config, tables) : StreamWork.open(parts, config);
    }

    /** Also when the rest of it failed: a snapshot of the stream's start cannot be had again. */
    @Override
    public void close() {
        scope.close();
        Snapshot kept;
        lock.lock();
        try {
            closed = true;
            kept = snapshot;
            snapshot = null;
        } finally {
            lock.unlock();
        }
        if (kept != null) {
            parts.hands().snapshots().hold(kept, covered);
        }
    }
}
