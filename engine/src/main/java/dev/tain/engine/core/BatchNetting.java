package dev.tain.engine.core;

import dev.tain.model.ChangeBatch;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@link TableNetting} of every table of a batch. Owned by the thread that owns the batch. */
public final class BatchNetting {
    /** Compaction pays when it frees at least this part of the bytes. */
    private static final double WORTH_COMPACTING = 0.4;

    private final ChangeBatch batch;
    private final Repetition repetition;
    private final Map<TableName, TableNetting> tables = new LinkedHashMap<>();

    /** @param repetition hears of the keys that change */
    public BatchNetting(ChangeBatch batch, Repetition repetition) {
        this.batch = batch;
        this.repetition = repetition;
    }

    public ChangeBatch batch() {
        return batch;
    }

    public Collection<TableNetting> tables() {
        return tables.values();
    }

    /** Takes in what was read into the batch since the last call. */
    public void absorb() {
        for (RowBuffer rows : batch.tables()) {
            tables.computeIfAbsent(rows.schema().name(), name -> new TableNetting(rows, repetition))
                    .absorb();
        }
    }

    /** Changes read, those that compaction removed included. */
    public long changes() {
        long sum = 0;
        for (TableNetting table : tables.values()) {
            sum += table.inserts() + table.updates() + table.deletes();
        }
        return sum;
    }

    /** Frees the bytes of overtaken rows if they are enough to be worth it; says whether it did. */
    public boolean compact() {
        long freed = tables.values().stream().mapToLong(TableNetting::voidBytes).sum();
        if (freed < batch.bytes() * WORTH_COMPACTING) {
            return false;
        }
        tables.replaceAll((name, table) -> {
            TableNetting compacted = table.compacted();
            batch.replace(compacted.rows());
            return compacted;
        });
        return true;
    }
}
