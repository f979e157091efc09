package dev.tain.postgres.internal.apply;

import dev.tain.connector.Applier;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowLookup;
import dev.tain.model.ErrorCode;
import dev.tain.model.NetChanges;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Errors;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a mirror's changes: one transaction from commit to commit, the position stored in the same one. */
final class PostgresApplier implements Applier {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresApplier.class);

    private final Session session;
    private final HeldChanges heldChanges;
    private final long epoch;
    private final Plans plans;
    private final Tables tables;
    private Optional<Position> position;

    private PostgresApplier(Session session, Bookkeeping bookkeeping, long epoch, Optional<Position> position) {
        this.session = session;
        this.heldChanges = new HeldChanges(session, bookkeeping);
        this.epoch = epoch;
        this.plans = new Plans(session, bookkeeping.prepareMove(epoch));
        this.tables = new Tables(session);
        this.position = position;
    }

    /** Takes over from whoever wrote the mirror's changes before. */
    static PostgresApplier open(Session session, Bookkeeping bookkeeping, long epoch) {
        try {
            Optional<Position> position = bookkeeping.takeOver(session, epoch);
            session.refusals().forEach(LOG::info);
            return new PostgresApplier(session, bookkeeping, epoch, position);
        } catch (SQLException e) {
            session.close();
            throw Errors.translate(e, "taking over a mirror's destination");
        } catch (TainException e) {
            session.close();
            throw e;
        }
    }

    @Override
    public Optional<Position> position() {
        return position;
    }

    @Override
    public void apply(MappedTable table, NetChanges changes, boolean replaying, RowLookup lookup) {
        try {
            session.begin();
            TableWriter writer = tables.writer(table);
            requireKey(writer.layout());
            new TableApply(session, plans, writer, new TableApply.Changes(changes, replaying, lookup)).run();
        } catch (SQLException e) {
            throw WritingErrors.translate(
                            e, "applying changes to " + table.destination().name())
                    .with("table", table.name());
        }
    }

    private static void requireKey(Layout layout) {
        if (!layout.hasKey()) {
            throw new TainException(
                    ErrorCode.TABLE_WITHOUT_KEY,
                    "Changes to " + layout.mapped().name() + " cannot be applied, because it has no key.",
                    "Give the source table a primary key, or a replica identity with a unique index.");
        }
    }

    @Override
    public void extend(MappedTable table) {
        try {
            session.begin();
            tables.extend(table);
        } catch (SQLException e) {
            throw WritingErrors.translate(
                            e, "adding columns to " + table.destination().name())
                    .with("table", table.name());
        }
    }

    /** Constraints that are deferred, and triggers of theirs. */
    @Override
    public void settle() {
        try {
            session.run("SET CONSTRAINTS ALL IMMEDIATE");
        } catch (SQLException e) {
            throw WritingErrors.translate(e, "checking deferred constraints");
        }
    }

    @Override
    public void hold(TableName source, NetChanges changes) {
        try {
            session.begin();
            heldChanges.add(source, changes);
        } catch (SQLException e) {
            throw Errors.translate(e, "holding changes of " + source);
        }
    }

    @Override
    public List<Held> held(MappedTable table, int maxBytes) {
        try {
            return heldChanges.read(table.source(), maxBytes);
        } catch (SQLException e) {
            throw Errors.translate(e, "reading held changes of " + table.name());
        }
    }

    @Override
    public void release(TableName source, long id) {
        session.begin();
        heldChanges.remove(source, id);
    }

    @Override
    public void commit(Position at) {
        commit(Optional.of(at));
        position = Optional.of(at);
    }

    @Override
    public void commit() {
        commit(Optional.empty());
    }

    private void commit(Optional<Position> at) {
        try {
            session.begin();
            session.commit(Bookkeeping.move(at));
        } catch (SQLException e) {
            throw Bookkeeping.translate(e, epoch, "committing changes");
        }
    }

    @Override
    public void rollback() {
        try {
            session.rollback();
            tables.forgetAll();
            plans.forgetAll();
            session.flush();
        } catch (SQLException e) {
            throw Errors.translate(e, "rolling back");
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
