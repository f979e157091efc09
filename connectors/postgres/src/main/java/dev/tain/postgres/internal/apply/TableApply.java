package dev.tain.postgres.internal.apply;

import dev.tain.connector.RowLookup;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one table's net changes of one batch. All rows go through the staging table in one COPY, but for those that
 * are new to the destination, which are copied into the table itself. Then few statements move them on, for a small
 * batch in one round trip.
 */
final class TableApply {
    /** With other changes beside them, fewer new rows than this go the way of the others, in the same COPY. */
    private static final int WORTH_COPYING_DIRECTLY = 200;

    private static final String SAVEPOINT = "tain_table";

    private final Session session;
    private final Plans plans;
    private final TableWriter writer;
    private final TableSql sql;
    private final NetChanges changes;
    private final boolean replaying;
    private final Healing healing;
    private final int[] counts = new int[NetKind.values().length];
    private final boolean direct;
    private final Lacks lacks;

    TableApply(Session session, Plans plans, TableWriter writer, Changes what) {
        this.session = session;
        this.plans = plans;
        this.writer = writer;
        this.sql = writer.sql();
        this.changes = what.changes();
        this.replaying = what.replaying();
        this.healing = new Healing(session, writer, what);
        for (int row = changes.rows().firstRow(); row < changes.rows().rows(); row++) {
            counts[changes.kinds()[row]]++;
        }
        this.direct = isDirect();
        this.lacks = Lacks.of(changes);
    }

    /** What is to be written. */
    record Changes(NetChanges changes, boolean replaying, RowLookup lookup) {}

    private int count(NetKind kind) {
        return counts[kind.ordinal()];
    }

    /** Whether the new rows are copied into the table itself. */
    private boolean isDirect() {
        int others = count(NetKind.FULL) + count(NetKind.PARTIAL) + count(NetKind.MOVED) + count(NetKind.DELETED);
        return !replaying
                && writer.layout().direct()
                && !writer.layout().mapped().softDeletes()
                && count(NetKind.NEW) > (others == 0 ? 0 : WORTH_COPYING_DIRECTLY);
    }

    void run() throws SQLException {
        int[] order = RowOrder.of(changes);
        long found = count(NetKind.MOVED) > 0 ? healing.completeMoved(order, lacks) : 0;
        if (changes.isTruncated()) {
            new Emptying(session, writer).run();
        }
        write(order, found);
    }

    /** @param found rows that are staged already, to be written whole */
    private void write(int[] order, long found) throws SQLException {
        long writes = found + count(NetKind.FULL) + (direct ? 0 : count(NetKind.NEW));
        stage(order);
        if (writes + count(NetKind.PARTIAL) + count(NetKind.DELETED) > 0) {
            writeStaged(writes);
        }
        if (direct) {
            copyNew(order);
        }
        writer.clear();
    }

    // ---- staging

    private void stage(int[] order) throws SQLException {
        long marked = (long) count(NetKind.PARTIAL) + count(NetKind.DELETED);
        long whole = (long) count(NetKind.FULL) + (direct ? 0 : count(NetKind.NEW));
        if (marked + whole == 0) {
            return;
        }
        Staging staging = writer.staging();
        staging.ensureCreated();
        boolean images = marked == 0;
        try (CopyStream copy = staging.copy(images ? staging.copyImages() : staging.copyMarked())) {
            if (images) {
                copyImages(copy, order, direct ? KindSet.FULL : KindSet.WHOLE);
            } else {
                stageMarked(copy, order);
            }
            staging.added(copy.finish());
        }
    }

    /** Sets of kinds as bits, tested once for each row. */
    private static final class KindSet {
        static final int FULL = 1 << NetKind.FULL.ordinal();
        static final int NEW = 1 << NetKind.NEW.ordinal();
        static final int WHOLE = FULL | NEW;
    }

    private void copyImages(CopyStream copy, int[] order, int kinds) throws SQLException {
        RowBuffer rows = changes.rows();
        for (int row : order) {
            if ((kinds >> changes.kinds()[row] & 1) != 0) {
                copy.image(rows, rows.image(row));
            }
        }
    }

    private void stageMarked(CopyStream copy, int[] order) throws SQLException {
        for (int row : order) {
            switch (changes.kind(row)) {
                case DELETED -> lacks.stage(copy, row, Staging.DELETE);
                case PARTIAL -> lacks.stage(copy, row, Staging.PATCH);
                case FULL -> lacks.stageWhole(copy, row);
                case NEW -> {
                    if (!direct) {
                        lacks.stageWhole(copy, row);
                    }
                }
                case VOID, MOVED -> {}
            }
        }
    }

    // ---- writing what is staged

    private void writeStaged(long writes) throws SQLException {
        if (writer.layout().onlyKeyIsUnique()) {
            write(writes);
            return;
        }
        session.run("SAVEPOINT " + SAVEPOINT);
        try {
            write(writes);
            session.defer("RELEASE " + SAVEPOINT);
        } catch (SQLException e) {
            rollBackConflict(e);
            writeConflicting();
        }
    }

    /** Statements that certainly run go in one round trip; how many rows they found says whether more is to be done. */
    private void write(long writes) throws SQLException {
        List<String> statements = new ArrayList<>();
        long rows = writes + count(NetKind.PARTIAL) + count(NetKind.DELETED);
        if (count(NetKind.DELETED) > 0) {
            statements.addAll(deletes(rows));
        }
        if (count(NetKind.PARTIAL) > 0) {
            statements.add(plans.call(lacks.update(sql, Staging.PATCH), rows));
            long patched = last(session.run(statements.toArray(new String[0])));
            statements.clear();
            if (patched < count(NetKind.PARTIAL)) {
                writes += healing.completeMissing(count(NetKind.PARTIAL) - patched);
            }
        }
        if (writes > 0) {
            upsert(statements, writes, rows);
        } else if (!statements.isEmpty()) {
            session.run(statements.toArray(new String[0]));
        }
    }

    private List<String> deletes(long rows) {
        return writer.layout().mapped().softDeletes()
                ? List.of(
                        plans.call(sql.flagDeleted(Staging.DELETE), rows),
                        plans.call(sql.insertDeleted(Staging.DELETE), rows))
                : List.of(plans.call(sql.delete(Staging.DELETE), rows));
    }

    private void upsert(List<String> statements, long writes, long rows) throws SQLException {
        boolean updates = writer.layout().hasMoreThanKey();
        boolean insertsSurely = replaying || !updates || (!direct && count(NetKind.NEW) > 0);
        if (updates) {
            statements.add(plans.call(sql.update(Staging.WRITE), rows));
        }
        if (insertsSurely) {
            statements.add(plans.call(sql.insertMissing(Staging.WRITE), rows));
        }
        long matched = last(session.run(statements.toArray(new String[0])));
        if (!insertsSurely && matched < writes) {
            session.run(plans.call(sql.insertMissing(Staging.WRITE), rows));
        }
    }

    private static long last(long[] counts) {
        return counts[counts.length - 1];
    }

    // ---- conflicts

    private void rollBackConflict(SQLException e) throws SQLException {
        if (!Session.isConflict(e)) {
            throw e;
        }
        session.run("ROLLBACK TO " + SAVEPOINT);
        plans.forgetAll();
    }

    /** Completes what is to be written, so that it can be written anew. */
    private void writeConflicting() throws SQLException {
        if (count(NetKind.DELETED) > 0) {
            session.run(deletes(Long.MAX_VALUE).toArray(new String[0]));
        }
        if (count(NetKind.PARTIAL) > 0) {
            long filled = session.run(sql.fill(Staging.PATCH, Staging.WRITE))[0];
            writer.staging().added(filled);
            if (filled < count(NetKind.PARTIAL)) {
                healing.completeMissing(count(NetKind.PARTIAL) - filled);
            }
        }
        new Rewriting(session, writer, healing).run();
    }

    // ---- new rows

    private void copyNew(int[] order) throws SQLException {
        session.run("SAVEPOINT " + SAVEPOINT);
        try (CopyStream copy = CopyStream.open(session, sql.copyDirect())) {
            copyImages(copy, order, KindSet.NEW);
            copy.finish();
            session.defer("RELEASE " + SAVEPOINT);
        } catch (SQLException e) {
            rollBackConflict(e);
            writeNewCarefully(order);
        }
    }

    /** A new row's key or another unique value of it is there already. */
    private void writeNewCarefully(int[] order) throws SQLException {
        NetChanges only = new NetChanges(changes.rows(), new byte[changes.rows().rows()]);
        for (int row : order) {
            boolean isNew = changes.kind(row) == NetKind.NEW;
            only.kinds()[row] = (byte) (isNew ? NetKind.FULL : NetKind.VOID).ordinal();
        }
        writer.clear();
        new TableApply(session, plans, writer, healing.with(only)).write(order, 0);
    }
}
