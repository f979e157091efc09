package dev.tain.postgres.internal.apply;

import dev.tain.model.RowBuffer;
import java.sql.SQLException;

/** One destination table as a session writes it: its layout, its statements, its staging tables. */
final class TableWriter {
    private final Session session;
    private final Layout layout;
    private final TableSql sql;
    private final Staging staging;
    private final Staging moved;

    /** @param number tells its staging tables from others of the session */
    TableWriter(Session session, Layout layout, int number) {
        this.session = session;
        this.layout = layout;
        this.staging = new Staging(session, layout, "tain_s" + number, false);
        this.moved = new Staging(session, layout, "tain_m" + number, true);
        this.sql = new TableSql(layout, staging.name());
    }

    Layout layout() {
        return layout;
    }

    TableSql sql() {
        return sql;
    }

    Staging staging() {
        return staging;
    }

    Staging moved() {
        return moved;
    }

    /** Stages all rows of a buffer, none of which lacks anything, as rows of a kind. */
    void stageAll(RowBuffer rows, int kind) throws SQLException {
        staging.ensureCreated();
        try (CopyStream copy = staging.copy(staging.copyMarked())) {
            for (int row = 0; row < rows.rows(); row++) {
                copy.begin(2 + layout.fields().size());
                copy.smallint(kind);
                copy.nothing();
                copy.fields(rows, rows.image(row));
            }
            staging.added(copy.finish());
        }
    }

    static void addAll(CopyStream copy, RowBuffer rows) throws SQLException {
        for (int row = 0; row < rows.rows(); row++) {
            copy.image(rows, rows.image(row));
        }
    }

    /**
     * Writes the staged rows of kind {@link Staging#WRITE}: those that exist are updated, the others inserted.
     *
     * @param staged how many they are
     */
    void upsert(long staged) throws SQLException {
        long matched = layout.hasMoreThanKey() ? session.run(sql.update(Staging.WRITE))[0] : 0;
        if (matched < staged) {
            session.run(sql.insertMissing(Staging.WRITE));
        }
    }

    /** Empties the staging tables, together with the next statements. */
    void clear() {
        staging.clear();
        moved.clear();
    }

    void drop() {
        staging.drop();
        moved.drop();
    }
}
