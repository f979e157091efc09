package dev.tain.engine.internal;

import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkReader;
import dev.tain.connector.ChunkSize;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.MappedTable;
import dev.tain.engine.MirrorConfig.SnapshotOptions;
import dev.tain.engine.TablePhase;
import dev.tain.engine.core.ChunkQueue;
import dev.tain.engine.internal.Quarantine.Found;
import dev.tain.engine.store.ChunkRecord;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Copies tables chunk by chunk with several workers, the first copy of a mirror and tables added to it alike.
 *
 * <p>While the snapshot that was exported with the stream lives, every chunk is read in it and the copy is of exactly
 * the stream's start. Without it a chunk is read as the table is now, and the table's changes count as a replay up to
 * the position after its last chunk.
 */
final class SnapshotRunner {
    private static final int MOST_WORKERS = 16;
    private static final int TRIES = 3;

    private final MirrorContext context;
    private final TableBook tables;
    private final Quarantine quarantine;
    private final SnapshotOptions options;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ChunkQueue queue;
    private final Deque<TableName> unplanned = new ArrayDeque<>();
    private final Set<TableName> planning = new HashSet<>();
    private @Nullable LiveSnapshot snapshot;

    /** @param snapshot the exported snapshot; null when there is none */
    SnapshotRunner(MirrorContext context, Tables tables, SnapshotOptions options, @Nullable LiveSnapshot snapshot) {
        this.context = context;
        this.tables = tables.book();
        this.quarantine = tables.quarantine();
        this.options = options;
        this.snapshot = snapshot;
        this.queue = new ChunkQueue(options.tablesInParallel(), options.workersPerTable());
    }

    /** The mirror's tables, and those of them that have stopped. */
    record Tables(TableBook book, Quarantine quarantine) {}

    int workers() {
        return Math.clamp((long) options.tablesInParallel() * options.workersPerTable(), 1, MOST_WORKERS);
    }

    /** Adds tables to copy; those that were added before go on as they are. */
    void add(Collection<TableName> names) {
        locked(() -> {
            names.stream().filter(name -> !isKnown(name)).forEach(unplanned::add);
            changed.signalAll();
        });
    }

    private boolean isKnown(TableName name) {
        return unplanned.contains(name)
                || planning.contains(name)
                || queue.tables().contains(name);
    }

    /** Whether the table is copied in the exported snapshot. */
    boolean isExact(TableName name) {
        return snapshotFor(name) != null;
    }

    /** A worker, which holds a connection only while there is something to copy. */
    Duty worker() {
        return new Worker();
    }

    private final class Worker implements Duty {
        private @Nullable ChunkWriter writer;

        @Override
        public Pause step() {
            if (!hasWork()) {
                close();
                return SnapshotRunner.this::awaitWork;
            }
            if (writer == null) {
                writer = context.destination().chunkWriter(context.mirror(), context.epoch());
            }
            workOnce(writer);
            return Pause.NONE;
        }

        @Override
        public void close() {
            if (writer != null) {
                writer.close();
                writer = null;
            }
        }
    }

    private boolean hasWork() {
        lock.lock();
        try {
            return !unplanned.isEmpty() || queue.hasWork();
        } finally {
            lock.unlock();
        }
    }

    private void awaitWork() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (unplanned.isEmpty() && !queue.hasWork()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Copies a chunk, or divides a table when there is no chunk to copy. */
    private void workOnce(ChunkWriter writer) {
        TableName table;
        Optional<Chunk> chunk;
        lock.lock();
        try {
            chunk = queue.take();
            table = chunk.isEmpty() ? unplanned.poll() : null;
            if (table != null) {
                planning.add(table);
            }
        } finally {
            lock.unlock();
        }
        if (chunk.isPresent()) {
            alone(chunk.get().table(), () -> copy(chunk.get(), writer));
        } else if (table != null) {
            alone(table, () -> plan(table, List.of()));
            locked(() -> planning.remove(table));
        }
    }

    /** Does something for a table that stops alone when it cannot be done. */
    private void alone(TableName table, Runnable work) {
        try {
            work.run();
        } catch (TainException e) {
            if (!e.code().isOfTable() || tables.progress(table) == null) {
                throw e;
            }
            locked(() -> {
                queue.remove(table);
                changed.signalAll();
            });
            quarantine.stop(table, e, Found.nothing());
        }
    }

    // ---- planning

    /** @param anew new chunks; empty to go on with those that were planned, if any */
    private void plan(TableName name, List<Chunk> anew) {
        TableProgress progress = tables.progress(name);
        if (progress == null) {
            return;
        }
        List<ChunkRecord> planned =
                anew.isEmpty() ? context.stores().progress().chunks(context.mirror(), name) : List.of();
        if (planned.isEmpty()) {
            List<Chunk> chunks = anew.isEmpty() ? divide(name) : anew;
            context.stores().progress().plan(context.mirror(), context.epoch(), name, chunks);
            planned = chunks.stream()
                    .map(chunk -> new ChunkRecord(chunk, false, 0, 0))
                    .toList();
        }
        if (progress.phase() == TablePhase.WAITING) {
            tables.put(progress.withPhase(TablePhase.COPYING)
                    .startedAt(context.clock().millis()));
        }
        List<Chunk> left =
                planned.stream().filter(c -> !c.done()).map(ChunkRecord::chunk).toList();
        if (left.isEmpty()) {
            finish(name);
            return;
        }
        locked(() -> {
            if (tables.progress(name) != null) {
                queue.put(name, left);
            }
            changed.signalAll();
        });
    }

    /** The destination is told first: were it told later, a crash between could keep it from ever hearing of it. */
    private List<Chunk> divide(MappedTable table, ChunkWriter writer) {
        List<Chunk> chunks = divide(table.name());
        writer.divided(table, chunks);
        return chunks;
    }

    private List<Chunk> divide(TableName name) {
        List<Chunk> chunks = context.source().plan(name, ChunkSize.tapering(options.rowsPerChunk()));
        if (options.chunksPerTable() == 0) {
            return chunks;
        }
        long rows = chunks.stream().mapToLong(Chunk::estimatedRows).sum();
        return context.source().plan(name, Math.max(1, rows / options.chunksPerTable()));
    }

    // ---- copying

    private void copy(Chunk chunk, ChunkWriter writer) {
        MappedTable table = tables.mapped(chunk.table());
        if (table == null) {
            return;
        }
        if (quarantine.stop(chunk.table()) != null) {
            locked(() -> queue.remove(chunk.table())); // it stopped for something in its stream
            return;
        }
        long start = context.clock().millis();
        OptionalRows rows = read(chunk, table, writer);
        if (!rows.copied()) {
            return;
        }
        long took = context.clock().millis() - start;
        context.stores().progress().chunkDone(context.mirror(), context.epoch(), chunk, rows.rows(), took);
        boolean[] tableDone = new boolean[1];
        locked(() -> {
            tableDone[0] = queue.done(chunk);
            changed.signalAll();
        });
        if (tableDone[0]) {
            finish(chunk.table());
        }
    }

    private record OptionalRows(boolean copied, long rows) {
        static final OptionalRows NONE = new OptionalRows(false, 0);
    }

    /** Copies one chunk, or puts it back when the snapshot or its ranges are gone. */
    private OptionalRows read(Chunk chunk, MappedTable table, ChunkWriter writer) {
        for (int attempt = 1; ; attempt++) {
            String in = snapshotFor(chunk.table());
            if (in == null) {
                replay(chunk.table());
            }
            try (ChunkReader reader = context.source().read(chunk, table.source(), in)) {
                return new OptionalRows(true, writer.write(table, chunk, reader));
            } catch (TainException e) {
                if (options.only() && isOver(e)) {
                    throw e.with("table", chunk.table());
                }
                if (e.code() == ErrorCode.SNAPSHOT_LOST) {
                    lostSnapshot(chunk);
                    return OptionalRows.NONE;
                }
                if (e.code() == ErrorCode.CHUNK_STALE) {
                    divideAgain(chunk, table, writer);
                    return OptionalRows.NONE;
                }
                if (e.kind() != ErrorKind.TRANSIENT || attempt == TRIES) {
                    throw e.with("table", chunk.table()).with("chunk", chunk.id());
                }
            }
        }
    }

    /** Without a stream only rows of one instant go together: such a table begins again in the next attempt. */
    private static boolean isOver(TainException e) {
        return e.code() == ErrorCode.SNAPSHOT_LOST || e.code() == ErrorCode.CHUNK_STALE;
    }

    /** A chunk that is read as the table is now makes of its table's stream a replay, whatever happens next. */
    private void replay(TableName table) {
        TableProgress progress = tables.progress(table);
        if (progress != null && progress.isExact()) {
            tables.put(progress.replayedUntil(context.source().position().order()));
        }
    }

    private @Nullable String snapshotFor(TableName table) {
        LiveSnapshot live;
        lock.lock();
        try {
            live = snapshot;
        } finally {
            lock.unlock();
        }
        TableProgress progress = tables.progress(table);
        if (live == null || progress == null || !live.covers(table) || !progress.isExact()) {
            return null;
        }
        return live.name();
    }

    private void lostSnapshot(Chunk chunk) {
        context.log()
                .warn("the exported snapshot is gone; the chunks that are left are read as the tables are now and the"
                        + " stream is replayed over them");
        locked(() -> {
            snapshot = null;
            queue.again(chunk);
            changed.signalAll();
        });
    }

    private void divideAgain(Chunk chunk, MappedTable table, ChunkWriter writer) {
        context.log().warn("table " + chunk.table() + " was rewritten while it was copied; it is divided anew");
        boolean[] first = new boolean[1];
        locked(() -> first[0] = queue.stale(chunk));
        TableProgress progress = tables.progress(chunk.table());
        if (first[0] && progress != null) {
            tables.put(progress.replayedUntil(context.source().position().order()));
            plan(chunk.table(), divide(table, writer));
        }
    }

    private void finish(TableName name) {
        TableProgress progress = tables.progress(name);
        if (progress == null) {
            return;
        }
        if (quarantine.stop(name) != null) {
            return; // its chunks are all copied: a retry finds that
        }
        TableProgress copied = progress.isExact()
                ? progress
                : progress.replayedUntil(context.source().heartbeat().order());
        tables.put(copied.withPhase(TablePhase.CATCHING_UP));
        context.log().info("table " + name + " is copied");
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}
