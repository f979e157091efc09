package dev.tain.engine.internal;

import dev.tain.engine.HistoryService.Counts;
import dev.tain.engine.core.BatchNetting;
import dev.tain.engine.core.TableNetting;
import dev.tain.engine.store.HistoryStore;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what was applied, at most once a second: batches that follow each other more quickly are written as one,
 * so that the catalog is not the slowest part of a fast mirror. What a crash takes from it are counts, never data.
 */
final class HistoryKeeper implements Duty {
    private static final long INTERVAL_MILLIS = 1_000;

    private final HistoryStore store;
    private final String mirror;
    private final ReentrantLock lock = new ReentrantLock();
    private Map<TableName, Counts> counts = new HashMap<>();
    private @Nullable Position end;
    private long startedAt;
    private long finishedAt;

    HistoryKeeper(HistoryStore store, String mirror) {
        this.store = store;
        this.mirror = mirror;
    }

    /** Changes were read into a batch that is being applied. */
    void began(BatchNetting batch, long nowMillis) {
        lock.lock();
        try {
            if (counts.isEmpty()) {
                startedAt = nowMillis;
            }
            for (TableNetting table : batch.tables()) {
                Counts more = new Counts(table.inserts(), table.updates(), table.deletes());
                if (more.total() > 0) {
                    counts.merge(table.rows().schema().name(), more, Counts::plus);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** All that began is durable up to the position. */
    void committed(Position position, long nowMillis) {
        lock.lock();
        try {
            end = position;
            finishedAt = nowMillis;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Pause step() {
        write();
        return () -> Thread.sleep(INTERVAL_MILLIS);
    }

    @Override
    public void close() {
        write();
    }

    private void write() {
        Map<TableName, Counts> toWrite;
        Position position;
        long from;
        long to;
        lock.lock();
        try {
            if (end == null || counts.isEmpty()) {
                return;
            }
            toWrite = counts;
            position = Objects.requireNonNull(end);
            from = startedAt;
            to = finishedAt;
            counts = new HashMap<>();
            end = null;
        } finally {
            lock.unlock();
        }
        store.batch(mirror, position, from, to, toWrite);
    }
}
