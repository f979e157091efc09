package dev.tain.catalog.internal.store;

import dev.tain.catalog.internal.database.Database;
import dev.tain.connector.Chunk;
import dev.tain.connector.TableContract;
import dev.tain.engine.TablePhase;
import dev.tain.engine.store.ChunkRecord;
import dev.tain.engine.store.ProgressStore;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Progress of set-up, tables and chunks. Every write is fenced. */
public final class SqlProgressStore implements ProgressStore {
    private static final String OF_TABLE =
            " WHERE mirror = :mirror AND source_schema = :schema AND source_table = :table";

    private final Database database;

    public SqlProgressStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean isStreamMade(String mirror) {
        return database.read(handle -> handle.createQuery("SELECT stream_made FROM mirror WHERE name = :mirror")
                .bind("mirror", mirror)
                .mapTo(Boolean.class)
                .findOne()
                .orElse(false));
    }

    @Override
    public void streamMade(String mirror, long epoch) {
        fenced(
                mirror,
                epoch,
                handle -> handle.createUpdate("UPDATE mirror SET stream_made = TRUE WHERE name = :mirror")
                        .bind("mirror", mirror)
                        .execute());
    }

    @Override
    public List<TableProgress> tables(String mirror) {
        return database.read(handle -> handle
                .createQuery("""
                        SELECT source_schema, source_table, phase, replay_until, started_at
                        FROM table_progress WHERE mirror = :mirror
                        """)
                .bind("mirror", mirror)
                .map((row, context) -> new TableProgress(
                        table(row),
                        TablePhase.valueOf(row.getString("phase")),
                        row.getLong("replay_until"),
                        row.getLong("started_at")))
                .stream()
                .sorted(Comparator.comparing(TableProgress::source)) // databases order texts in ways of their own
                .toList());
    }

    @Override
    public void put(String mirror, long epoch, TableProgress table) {
        fenced(
                mirror,
                epoch,
                handle -> handle.createUpdate("""
                        INSERT INTO table_progress
                            (mirror, source_schema, source_table, phase, replay_until, started_at)
                        VALUES (:mirror, :schema, :table, :phase, :replayUntil, :startedAt)
                        ON CONFLICT (mirror, source_schema, source_table) DO UPDATE SET
                            phase = excluded.phase,
                            replay_until = excluded.replay_until,
                            started_at = excluded.started_at
                        """)
                        .bindMap(key(mirror, table.source()))
                        .bind("phase", table.phase().name())
                        .bind("replayUntil", table.replayUntil())
                        .bind("startedAt", table.startedAtMillis())
                        .execute());
    }

    @Override
    public void remove(String mirror, long epoch, TableName table) {
        fenced(mirror, epoch, handle -> {
            delete(handle, "chunk", mirror, table);
            delete(handle, "column_contract", mirror, table);
            SqlStopStore.forget(handle, mirror, table);
            delete(handle, "table_progress", mirror, table);
        });
    }

    @Override
    public void plan(String mirror, long epoch, TableName table, List<Chunk> chunks) {
        fenced(mirror, epoch, handle -> {
            delete(handle, "chunk", mirror, table);
            PreparedBatch batch = handle.prepareBatch("""
                    INSERT INTO chunk (mirror, source_schema, source_table, id, place, chunk_range, estimated_rows)
                    VALUES (:mirror, :schema, :table, :id, :place, :range, :estimatedRows)
                    """);
            for (int place = 0; place < chunks.size(); place++) {
                Chunk chunk = chunks.get(place);
                batch.bindMap(key(mirror, table))
                        .bind("id", chunk.id())
                        .bind("place", place)
                        .bind("range", chunk.range())
                        .bind("estimatedRows", chunk.estimatedRows())
                        .add();
            }
            batch.execute();
        });
    }

    @Override
    public List<ChunkRecord> chunks(String mirror, TableName table) {
        return database.read(handle -> handle.createQuery(
                        "SELECT id, chunk_range, estimated_rows, done, copied_rows, copy_millis FROM chunk" + OF_TABLE
                                + " ORDER BY place")
                .bindMap(key(mirror, table))
                .map((row, context) -> new ChunkRecord(
                        new Chunk(
                                table,
                                row.getString("id"),
                                row.getString("chunk_range"),
                                row.getLong("estimated_rows")),
                        row.getBoolean("done"),
                        row.getLong("copied_rows"),
                        row.getLong("copy_millis")))
                .list());
    }

    /** The range is compared too: a chunk of an earlier plan must not pass for one of this plan with the same id. */
    @Override
    public void chunkDone(String mirror, long epoch, Chunk chunk, long rows, long millis) {
        fenced(mirror, epoch, handle -> {
            int found = handle.createUpdate("UPDATE chunk SET done = TRUE, copied_rows = :rows, copy_millis = :millis"
                            + OF_TABLE + " AND id = :id AND chunk_range = :range")
                    .bindMap(key(mirror, chunk.table()))
                    .bind("id", chunk.id())
                    .bind("range", chunk.range())
                    .bind("rows", rows)
                    .bind("millis", millis)
                    .execute();
            if (found == 0) {
                throw new TainException(
                                ErrorCode.CHUNK_STALE,
                                "Chunk " + chunk.id() + " of table " + chunk.table()
                                        + " is no longer part of the plan.",
                                "Nothing to do: the table is copied by its present plan.")
                        .with("mirror", mirror);
            }
        });
    }

    @Override
    public List<ChunkTotals> totals(String mirror) {
        return database.read(handle -> handle
                .createQuery("""
                        SELECT source_schema, source_table, COUNT(*) AS chunks, COUNT(*) FILTER (WHERE done) AS done,
                            SUM(copied_rows) AS copied_rows, SUM(estimated_rows) AS estimated_rows,
                            SUM(copy_millis) AS copy_millis
                        FROM chunk WHERE mirror = :mirror
                        GROUP BY source_schema, source_table
                        """)
                .bind("mirror", mirror)
                .map((row, context) -> new ChunkTotals(
                        table(row),
                        row.getInt("chunks"),
                        row.getInt("done"),
                        row.getLong("copied_rows"),
                        row.getLong("estimated_rows"),
                        row.getLong("copy_millis")))
                .stream()
                .sorted(Comparator.comparing(ChunkTotals::table))
                .toList());
    }

    @Override
    public void contract(String mirror, long epoch, TableContract contract) {
        fenced(mirror, epoch, handle -> {
            delete(handle, "column_contract", mirror, contract.source());
            ContractRows.insert(handle, mirror, contract);
        });
    }

    @Override
    public List<TableContract> contracts(String mirror) {
        return database.read(handle -> ContractRows.read(handle, mirror));
    }

    private void fenced(String mirror, long epoch, Consumer<Handle> work) {
        database.run(handle -> {
            Fence.check(handle, mirror, epoch);
            work.accept(handle);
        });
    }

    private static void delete(Handle handle, String from, String mirror, TableName table) {
        handle.createUpdate("DELETE FROM " + from + OF_TABLE)
                .bindMap(key(mirror, table))
                .execute();
    }

    private static Map<String, String> key(String mirror, TableName table) {
        return Map.of("mirror", mirror, "schema", table.schema(), "table", table.name());
    }

    private static TableName table(ResultSet row) throws SQLException {
        return new TableName(row.getString("source_schema"), row.getString("source_table"));
    }
}
