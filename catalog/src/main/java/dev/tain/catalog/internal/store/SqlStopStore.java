package dev.tain.catalog.internal.store;

import dev.tain.catalog.internal.database.Database;
import dev.tain.engine.SkippedChange;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop;
import dev.tain.engine.TableStop.Cause;
import dev.tain.engine.TableStop.RowChange;
import dev.tain.engine.store.StopStore;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** Stops of tables, and changes that were left out. */
public final class SqlStopStore implements StopStore {
    private static final String OF_TABLE =
            " WHERE mirror = :mirror AND source_schema = :schema AND source_table = :table";

    private final Database database;

    public SqlStopStore(Database database) {
        this.database = database;
    }

    @Override
    public void stop(String mirror, long epoch, TableStop stop) {
        database.run(handle -> {
            Fence.check(handle, mirror, epoch);
            bind(handle.createUpdate("UPDATE table_progress SET phase = :phase" + OF_TABLE), mirror, stop.table())
                    .bind("phase", TablePhase.QUARANTINED.name())
                    .execute();
            delete(handle, "table_stop", mirror, stop.table());
            insert(handle, mirror, stop);
        });
    }

    private static void insert(Handle handle, String mirror, TableStop stop) {
        var insert = handle.createUpdate("""
                INSERT INTO table_stop (mirror, source_schema, source_table, number, resumes, retrying, error_code,
                    error, remedy, position, row_key, change_position, change_sequence, change_deletes,
                    stopped_since, stopped_at)
                VALUES (:mirror, :schema, :table, :number, :resumes, :retrying, :code, :sentence, :remedy, :at, :key,
                    :changePosition, :sequence, :deletes, :since, :stoppedAt)
                """);
        bind(insert, mirror, stop.table());
        bind(insert, stop.cause());
        bind(insert, stop.change().orElse(null));
        insert.bind("number", stop.number())
                .bind("resumes", stop.resumes().name())
                .bind("retrying", stop.retrying())
                .bind("at", stop.position())
                .bind("since", stop.sinceMillis())
                .bind("stoppedAt", stop.atMillis())
                .execute();
    }

    @Override
    public void goOn(String mirror, long epoch, TableProgress progress) {
        database.run(handle -> {
            Fence.check(handle, mirror, epoch);
            bind(
                            handle.createUpdate(
                                    "UPDATE table_progress SET phase = :phase, replay_until = :replayUntil" + OF_TABLE),
                            mirror,
                            progress.source())
                    .bind("phase", progress.phase().name())
                    .bind("replayUntil", progress.replayUntil())
                    .execute();
            delete(handle, "table_stop", mirror, progress.source());
        });
    }

    @Override
    public List<TableStop> stops(String mirror) {
        return database.read(handle -> handle
                .createQuery("SELECT * FROM table_stop WHERE mirror = :mirror")
                .bind("mirror", mirror)
                .map((row, context) -> stop(row))
                .stream()
                .sorted(Comparator.comparing(TableStop::table)) // databases order texts in ways of their own
                .toList());
    }

    @Override
    public boolean retry(String mirror, TableName table, long number) {
        boolean[] found = new boolean[1];
        database.run(handle -> found[0] = retry(handle, mirror, table, number));
        return found[0];
    }

    private static boolean retry(Handle handle, String mirror, TableName table, long number) {
        var update = handle.createUpdate("UPDATE table_stop SET retrying = TRUE" + OF_TABLE + " AND number = :number");
        return bind(update, mirror, table).bind("number", number).execute() > 0;
    }

    @Override
    public boolean skip(String mirror, SkippedChange change) {
        boolean[] found = new boolean[1];
        database.run(handle -> {
            found[0] = retry(handle, mirror, change.table(), change.stop());
            if (found[0]) {
                insert(handle, mirror, change);
            }
        });
        return found[0];
    }

    /** Asked for twice, a change is recorded once. */
    private static void insert(Handle handle, String mirror, SkippedChange change) {
        var insert = handle.createUpdate("""
                INSERT INTO skipped_change (mirror, source_schema, source_table, number, error_code, error, remedy,
                    row_key, change_position, change_sequence, change_deletes, skipped_at)
                VALUES (:mirror, :schema, :table, :number, :code, :sentence, :remedy, :key, :changePosition, :sequence,
                    :deletes, :skippedAt)
                ON CONFLICT (mirror, source_schema, source_table, number) DO NOTHING
                """);
        bind(insert, mirror, change.table());
        bind(insert, change.cause());
        bind(insert, change.change());
        insert.bind("number", change.stop())
                .bind("skippedAt", change.atMillis())
                .execute();
    }

    @Override
    public List<SkippedChange> skipped(String mirror) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM skipped_change WHERE mirror = :mirror ORDER BY skipped_at, number")
                .bind("mirror", mirror)
                .map((row, context) -> new SkippedChange(
                        table(row),
                        row.getLong("number"),
                        change(row).orElseThrow(),
                        cause(row),
                        row.getLong("skipped_at")))
                .list());
    }

    /** Forgets all of a table. */
    static void forget(Handle handle, String mirror, TableName table) {
        delete(handle, "table_stop", mirror, table);
        delete(handle, "skipped_change", mirror, table);
    }

    private static void delete(Handle handle, String from, String mirror, TableName table) {
        bind(handle.createUpdate("DELETE FROM " + from + OF_TABLE), mirror, table)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, String mirror, TableName table) {
        return statement.bind("mirror", mirror).bind("schema", table.schema()).bind("table", table.name());
    }

    private static void bind(SqlStatement<?> statement, Cause cause) {
        statement.bind("code", cause.code().name());
        statement.bind("sentence", cause.sentence());
        statement.bind("remedy", cause.remedy());
    }

    private static void bind(SqlStatement<?> statement, @Nullable RowChange change) {
        statement.bind("key", change == null ? null : change.key());
        statement.bind("changePosition", change == null ? 0 : change.position());
        statement.bind("sequence", change == null ? 0 : change.sequence());
        statement.bind("deletes", change != null && change.deletion());
    }

    private static TableStop stop(ResultSet row) throws SQLException {
        return new TableStop(
                table(row),
                row.getLong("number"),
                TablePhase.valueOf(row.getString("resumes")),
                row.getBoolean("retrying"),
                cause(row),
                row.getString("position"),
                change(row),
                row.getLong("stopped_since"),
                row.getLong("stopped_at"));
    }

    private static TableName table(ResultSet row) throws SQLException {
        return new TableName(row.getString("source_schema"), row.getString("source_table"));
    }

    private static Cause cause(ResultSet row) throws SQLException {
        return new Cause(
                ErrorCode.valueOf(row.getString("error_code")), row.getString("error"), row.getString("remedy"));
    }

    private static Optional<RowChange> change(ResultSet row) throws SQLException {
        String key = row.getString("row_key");
        return key == null
                ? Optional.empty()
                : Optional.of(new RowChange(
                        row.getLong("change_position"),
                        row.getLong("change_sequence"),
                        row.getBoolean("change_deletes"),
                        key));
    }
}
