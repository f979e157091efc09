package dev.tain.engine.core;

import dev.tain.connector.Chunk;
import dev.tain.model.TableName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which chunk is copied next: tables in the order in which they were added, at most some at the same time, of each at
 * most some chunks at the same time. Not thread safe.
 */
public final class ChunkQueue {
    private final int tablesInParallel;
    private final int workersPerTable;
    private final Map<TableName, Waiting> tables = new LinkedHashMap<>();

    public ChunkQueue(int tablesInParallel, int workersPerTable) {
        this.tablesInParallel = Math.max(1, tablesInParallel);
        this.workersPerTable = Math.max(1, workersPerTable);
    }

    /** Adds a table, or replaces what of it was waiting. */
    public void put(TableName table, Collection<Chunk> chunks) {
        Waiting waiting = tables.computeIfAbsent(table, name -> new Waiting());
        waiting.chunks.clear();
        waiting.chunks.addAll(chunks);
        waiting.stale = false;
    }

    /** A taken chunk was not copied; it waits again. */
    public void again(Chunk chunk) {
        Waiting table = tables.get(chunk.table());
        if (table != null) {
            table.copying--;
            table.chunks.addFirst(chunk);
        }
    }

    public void remove(TableName table) {
        tables.remove(table);
    }

    /** Whether {@link #take} would give a chunk. */
    public boolean hasWork() {
        return next() != null;
    }

    /** Takes a chunk to copy; empty when none may be begun now. */
    public Optional<Chunk> take() {
        Waiting table = next();
        if (table == null) {
            return Optional.empty();
        }
        table.copying++;
        return Optional.of(table.chunks.remove());
    }

    private @Nullable Waiting next() {
        long busy = tables.values().stream().filter(t -> t.copying > 0).count();
        for (Waiting table : tables.values()) {
            boolean mayBegin = table.copying > 0 ? table.copying < workersPerTable : busy < tablesInParallel;
            if (mayBegin && !table.chunks.isEmpty()) {
                return table;
            }
        }
        return null;
    }

    /** A taken chunk is copied. Says whether its table is: then the table is forgotten. */
    public boolean done(Chunk chunk) {
        Waiting table = tables.get(chunk.table());
        if (table == null) {
            return false;
        }
        table.copying--;
        if (table.copying > 0 || !table.chunks.isEmpty() || table.stale) {
            return false;
        }
        tables.remove(chunk.table());
        return true;
    }

    /**
     * A taken chunk was not copied, and its table's other chunks are not to be: {@link #put} gives new ones. True for
     * the first of a table's stale chunks, whose taker is to give them.
     */
    public boolean stale(Chunk chunk) {
        Waiting table = tables.get(chunk.table());
        if (table == null) {
            return false;
        }
        boolean first = !table.stale;
        table.copying--;
        table.chunks.clear();
        table.stale = true;
        return first;
    }

    public boolean isEmpty() {
        return tables.isEmpty();
    }

    /** The tables that have chunks waiting or being copied. */
    public List<TableName> tables() {
        return List.copyOf(tables.keySet());
    }

    private static final class Waiting {
        private final Deque<Chunk> chunks = new ArrayDeque<>();
        private int copying;
        private boolean stale;
    }
}
