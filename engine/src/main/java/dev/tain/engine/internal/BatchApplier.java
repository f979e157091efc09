package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.connector.ReadPoint;
import dev.tain.connector.Source;
import dev.tain.engine.TablePhase;
import dev.tain.engine.core.BatchNetting;
import dev.tain.engine.core.Route;
import dev.tain.engine.core.TableNetting;
import dev.tain.engine.internal.Quarantine.Found;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies batches one after the other, and between them what was kept for tables that are catching up. Used by one
 * thread; without threads or clock of its own, so that a simulation can drive it.
 *
 * <p>Invariants: (a) the position moves only with the changes before it, in one destination transaction; (b) a table
 * streams only once nothing of it is held; (c) a table that cannot be written stops alone: the batch is written without
 * it, and its changes are held in the same transaction.
 */
final class BatchApplier implements AutoCloseable {
    private static final long SETTLE_MILLIS = 500;

    private final ChangeWriter writer;
    private final TableWriting writing;
    private final Draining draining;
    private final TableBook tables;
    private final Quarantine quarantine;
    private final Source source;
    private boolean open;

    BatchApplier(ChangeWriter writer, CycleParts parts) {
        this.writer = writer;
        this.writing = new TableWriting(writer, parts);
        this.draining = new Draining(writer, writing, parts);
        this.tables = parts.tables();
        this.quarantine = parts.quarantine();
        this.source = parts.context().source();
    }

    /** The position up to which everything is durable; null before the first commit. */
    @Nullable
    Position applied() {
        return writing.applied();
    }

    /** See {@link dev.tain.connector.Applier#restMillis}. */
    long restMillis() {
        return writer.get().restMillis();
    }

    /**
     * Stores where the stream begins unless a position is stored already, so that a slot which stands later by mistake
     * is noticed from the first attempt on.
     */
    void begin(Position start) {
        if (applied() == null) {
            writing.commit(new ReadPoint(start, 0, tables.points(start.order())));
        }
    }

    /** Applies a batch, and commits unless it ends inside a transaction. Says whether it committed. */
    boolean apply(BatchNetting batch) {
        boolean continues = open;
        // pieces of a transaction can't be written again, so that nothing is left to find out at its commit
        boolean settling = continues || batch.batch().isOpen();
        while (true) {
            boolean written = write(batch, settling);
            if (written && batch.batch().isOpen()) {
                open = true;
                return false;
            }
            if (written && commit(batch, settling)) {
                open = false;
                return true;
            }
            writing.undo();
            if (continues) {
                throw ChangeWriter.aside("it was in the middle of a transaction");
            }
            settling |= written;
        }
    }

    /** Writes the batch's changes; false when a table stopped, and nothing may be committed. */
    private boolean write(BatchNetting batch, boolean settling) {
        for (TableNetting table : batch.tables()) {
            if (!write(table, settling)) {
                return false;
            }
        }
        return true;
    }

    private boolean write(TableNetting netting, boolean settling) {
        TableName name = netting.rows().schema().name();
        Position applied = applied();
        Route route = Route.of(tables.progress(name), applied == null ? 0 : applied.order());
        MappedTable table = tables.mapped(name);
        try {
            if (table != null && !quarantine.isUnfollowed(name)) {
                write(table, netting, route, settling);
            }
        } catch (TainException e) {
            if (!e.code().isOfTable()) {
                throw e.with("table", name);
            }
            String at = applied == null ? "" : applied.text();
            quarantine.stop(name, e, new Found(at, Optional.empty(), e.code().isOfRow()));
            return false;
        }
        if (route == Route.HOLD) {
            writer.get().hold(name, netting.net());
        }
        return true;
    }

    private void write(MappedTable table, TableNetting netting, Route route, boolean settling) {
        if (route == Route.PASS) {
            return;
        }
        MappedTable followed = writing.follow(table, netting.rows().schema());
        if (route != Route.HOLD) {
            writing.write(followed, netting.net(), route == Route.REPLAY);
            if (settling) {
                writer.get().settle();
            }
        }
    }

    /** False when the commit failed for something in a table, it is unknown in which. */
    private boolean commit(BatchNetting batch, boolean settled) {
        Position end = Objects.requireNonNull(batch.batch().committed(), "a batch without commit");
        try {
            writing.commit(new ReadPoint(end, batch.batch().committedAtMicros(), tables.points(end.order())));
            return true;
        } catch (TainException e) {
            if (settled || !e.code().isOfTable()) {
                throw e;
            }
            return false;
        }
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
        Position at = applied();
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
        writing.write(table, netting.net(), true);
        writing.commit();
    }

    /** Whether a table has changes to catch up with and may do so now, between transactions. */
    boolean mayDrain() {
        return !open && draining.isDue();
    }

    /** See {@link Draining#run}. */
    long drain() {
        return draining.run();
    }

    /** Ends the writer; for any thread. */
    @Override
    public void close() {
        writer.close();
    }
}
