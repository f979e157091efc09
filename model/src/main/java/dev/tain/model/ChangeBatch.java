package dev.tain.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes of consecutive transactions, by table, in the order of the source's log within each table. Filled by a
 * source's stream, handed on by the engine, applied at the destination.
 *
 * <p>A batch holds whole transactions, except that its last one may go on in the next batch ({@link #isOpen()}): then
 * the two belong to one destination transaction and {@link #committed()} tells the end of the last whole one.
 *
 * <p>Owned by one thread at a time.
 */
public final class ChangeBatch {
    private final Map<TableName, RowBuffer> tables = new LinkedHashMap<>();
    private @Nullable Position committed;
    private long committedAtMicros;
    private long firstChangedAtMicros;
    private boolean open;
    private long transactions;

    /** The rows of a table in this batch, created on first use. A table's schema never changes within a batch. */
    public RowBuffer rows(TableSchema schema) {
        RowBuffer rows = tables.computeIfAbsent(schema.name(), name -> new RowBuffer(schema));
        assert rows.schema().equals(schema) : schema.name();
        return rows;
    }

    public @Nullable RowBuffer find(TableName table) {
        return tables.get(table);
    }

    public Collection<RowBuffer> tables() {
        return tables.values();
    }

    /** Takes the place of a table's rows, as compaction does. */
    public void replace(RowBuffer rows) {
        Objects.requireNonNull(tables.replace(rows.schema().name(), rows));
    }

    /** The changes that follow belong to a transaction that has not ended yet. */
    public void begin() {
        open = true;
    }

    /**
     * The transaction has ended.
     *
     * @param end the position from which a stream goes on after it
     * @param atMicros the source's commit time, microseconds since 1970
     */
    public void commit(Position end, long atMicros) {
        open = false;
        committed = end;
        committedAtMicros = atMicros;
        if (firstChangedAtMicros == 0 && !tables.isEmpty()) {
            firstChangedAtMicros = atMicros;
        }
        transactions++;
    }

    /** End of the last transaction that this batch holds wholly; null when it holds none. */
    public @Nullable Position committed() {
        return committed;
    }

    public long committedAtMicros() {
        return committedAtMicros;
    }

    /** The source's commit time of the first change whose commit is in the batch; 0 when there is none. */
    public long firstChangedAtMicros() {
        return firstChangedAtMicros;
    }

    /** Whether the last transaction goes on in the next batch. */
    public boolean isOpen() {
        return open;
    }

    /** Whole transactions, those without a change of a mirrored table included. */
    public long transactions() {
        return transactions;
    }

    public long changes() {
        long sum = 0;
        for (RowBuffer rows : tables.values()) {
            sum += rows.rows();
        }
        return sum;
    }

    public long bytes() {
        long sum = 0;
        for (RowBuffer rows : tables.values()) {
            sum += rows.size();
        }
        return sum;
    }

    /** Whether nothing at all has been read into it. */
    public boolean isEmpty() {
        return committed == null && !open && tables.isEmpty();
    }
}
