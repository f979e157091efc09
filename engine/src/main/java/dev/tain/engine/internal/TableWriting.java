package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.connector.ReadPoint;
import dev.tain.connector.RowKey;
import dev.tain.connector.Source;
import dev.tain.engine.core.SchemaChange;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.NetChanges;
import dev.tain.model.Position;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes changes of tables in one destination transaction after the other. Used by one thread. */
final class TableWriting {
    private final ChangeWriter writer;
    private final TableBook tables;
    private final Quarantine quarantine;
    private final Source source;
    /** How tables were mapped before this transaction changed it. */
    private final Map<TableName, MappedTable> before = new HashMap<>();

    private @Nullable Position applied;

    TableWriting(ChangeWriter writer, CycleParts parts) {
        this.writer = writer;
        this.tables = parts.tables();
        this.quarantine = parts.quarantine();
        this.source = parts.context().source();
        this.applied = writer.position();
    }

    /** The position up to which everything is durable; null before the first commit. */
    @Nullable
    Position applied() {
        return applied;
    }

    void write(MappedTable table, NetChanges changes, boolean replaying) {
        writer.get().apply(table, changes, replaying, keys -> lookUp(table, keys));
    }

    /**
     * Rows that are read at the source may be newer than the changes that they complete. Until the stream has passed
     * what was read, it is a replay for this table.
     */
    private RowBuffer lookUp(MappedTable table, List<RowKey> keys) {
        RowBuffer rows = source.lookup(table.source(), keys);
        TableProgress progress = Objects.requireNonNull(tables.progress(table.name()));
        tables.put(progress.replayedUntil(source.position().order()));
        return rows;
    }

    /**
     * Rows have other columns than the last ones: the destination table gets what it lacks before they are written. A
     * table for which that cannot be done is not followed any more until it is tried again.
     */
    MappedTable follow(MappedTable known, TableSchema carried) {
        if (known.source().equals(carried)) {
            return known;
        }
        try {
            SchemaChange change = SchemaChange.between(known.source(), carried);
            MappedTable table = known.following(carried);
            if (change == SchemaChange.ADDED) {
                writer.get().extend(table);
            }
            before.putIfAbsent(known.name(), known);
            tables.map(List.of(table));
            return table;
        } catch (TainException e) {
            quarantine.lostTrack(known.name());
            throw e;
        }
    }

    void commit(ReadPoint point) {
        writer.get().commit(point);
        applied = point.position();
        before.clear();
    }

    /** Commits without moving the position. */
    void commit() {
        writer.get().commit();
        before.clear();
    }

    /** Undoes what was not committed. */
    void undo() {
        tables.map(before.values());
        before.clear();
        writer.reopen(applied);
    }
}
