package dev.tain.engine.internal;

import dev.tain.connector.Applier;
import dev.tain.connector.MappedTable;
import dev.tain.connector.ReadPoint;
import dev.tain.connector.RowKey;
import dev.tain.connector.Source;
import dev.tain.engine.TablePhase;
import dev.tain.engine.core.BatchNetting;
import dev.tain.engine.core.Route;
import dev.tain.engine.core.SchemaChange;
import dev.tain.engine.core.TableNetting;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.Column;
import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies batches one after the other, and between them what was kept for tables that are catching up. Used by one
 * thread; without threads or clock of its own, so that a simulation can drive it.
 *
 * <p>Invariants: (a) the position moves only with the changes before it, in one destination transaction; (b) a table
 * streams only once nothing of it is held.
 */
final class BatchApplier {
    private static final int DRAIN_BYTES = 8 << 20;
    private static final long SETTLE_MILLIS = 500;

    private final Applier applier;
    private final TableBook tables;
    private final Source source;
    private @Nullable Position applied;
    private boolean open;

    BatchApplier(Applier applier, TableBook tables, Source source) {
        this.applier = applier;
        this.tables = tables;
        this.source = source;
        this.applied = applier.position().orElse(null);
    }

    /** The position up to which everything is durable; null before the first commit. */
    @Nullable
    Position applied() {
        return applied;
    }

    /** See {@link Applier#restMillis}. */
    long restMillis() {
        return applier.restMillis();
    }

    /**
     * Stores where the stream begins unless a position is stored already, so that a slot which stands later by mistake
     * is noticed from the first attempt on.
     */
    void begin(Position start) {
        if (applied == null) {
            applier.commit(new ReadPoint(start, 0, tables.points(start.order())));
            applied = start;
        }
    }

    /** Applies a batch, and commits unless it ends inside a transaction. Says whether it committed. */
    boolean apply(BatchNetting batch) {
        for (TableNetting table : batch.tables()) {
            applyTable(table);
        }
        open = batch.batch().isOpen();
        if (open) {
            return false;
        }
        Position end = Objects.requireNonNull(batch.batch().committed(), "a batch without commit");
        applier.commit(new ReadPoint(end, batch.batch().committedAtMicros(), tables.points(end.order())));
        applied = end;
        return true;
    }

    private void applyTable(TableNetting netting) {
        TableName name = netting.rows().schema().name();
        MappedTable table = tables.mapped(name);
        if (table == null) {
            return;
        }
        Route route = Route.of(tables.progress(name), applied == null ? 0 : applied.order());
        try {
            switch (route) {
                case PASS -> {}
                case HOLD -> {
                    follow(table, netting.rows().schema());
                    applier.hold(name, netting.net());
                }
                case REPLAY -> write(follow(table, netting.rows().schema()), netting, true);
                case APPLY -> write(follow(table, netting.rows().schema()), netting, false);
            }
        } catch (TainException e) {
            throw e.with("table", name);
        }
    }

    private void write(MappedTable table, TableNetting netting, boolean replaying) {
        applier.apply(table, netting.net(), replaying, keys -> lookUp(table, keys));
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

    /** Rows have other columns than the last ones: the destination table gets what it lacks before they are written. */
    private MappedTable follow(MappedTable known, TableSchema carried) {
        if (known.source().equals(carried)) {
            return known;
        }
        SchemaChange change = SchemaChange.between(known.source(), carried);
        MappedTable table = known.following(carried);
        if (change == SchemaChange.ADDED) {
            applier.extend(table);
        }
        tables.map(List.of(table));
        return table;
    }

    private static List<String> names(TableSchema schema) {
        return schema.columns().stream().map(Column::name).toList();
    }

    /** Whether a transaction is applied in part. */
    boolean isOpen() {
        return open;
    }

    /**
     * Writes the rows of these keys as the source has them now, and removes those that it does not have. What is read
     * may be newer than the applied position; until the stream has passed it, it is a replay for this table, so that
     * no change that is still to come is overwritten for good.
     */
    void repair(RepairDesk.Request request) {
        TableName name = request.table();
        MappedTable table = tables.mapped(name);
        TableProgress progress = tables.progress(name);
        Position at = applied;
        if (table == null || progress == null || at == null || progress.phase() != TablePhase.STREAMING) {
            throw new TainException(
                    ErrorCode.MIRROR_STATE_ILLEGAL,
                    "table " + name + " does not stream, so its rows cannot be put right",
                    "verify it again once it does");
        }
        if (!names(request.images().schema()).equals(names(table.source()))) {
            throw new TainException(
                    ErrorCode.TABLE_SCHEMA_CHANGED,
                    "table " + name + " got other columns while it was being verified",
                    "verify it again");
        }
        source.settle(SETTLE_MILLIS);
        RowBuffer now = source.lookup(table.source(), request.keys());
        tables.put(progress.replayedUntil(source.position().order()));
        // later than all that is applied, earlier than all that comes
        TableNetting netting = new TableNetting(Rewriting.of(request.images(), now, at.order() - 1));
        netting.absorb();
        write(table, netting, true);
        applier.commit();
    }

    /** Whether a table has changes to catch up with and may do so now, between transactions. */
    boolean mayDrain() {
        return !open && !tables.in(TablePhase.CATCHING_UP).isEmpty();
    }

    /**
     * Applies some of what is held of one table that is catching up; when nothing is, the table streams.
     *
     * @return about how many bytes it applied, at least 1
     */
    long drain() {
        TableName name = tables.in(TablePhase.CATCHING_UP).getFirst();
        MappedTable table = tables.mapped(name);
        if (table == null) {
            return DRAIN_BYTES;
        }
        List<Applier.Held> held = applier.held(table, DRAIN_BYTES);
        for (Applier.Held block : held) {
            TableNetting netting = new TableNetting(block.rows());
            netting.absorb();
            write(table, netting, true);
            applier.release(name, block.id());
        }
        applier.commit();
        if (held.isEmpty()) {
            tables.put(tables.known(name).withPhase(TablePhase.STREAMING));
        }
        return Math.max(1, held.stream().mapToLong(block -> block.rows().size()).sum());
    }
}
