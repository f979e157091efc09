package dev.tain.catalog.internal.store;

import dev.tain.catalog.internal.database.Database;
import dev.tain.engine.HistoryService.Bucket;
import dev.tain.engine.HistoryService.Counts;
import dev.tain.engine.HistoryService.Level;
import dev.tain.engine.HistoryService.LogLine;
import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.engine.Page;
import dev.tain.engine.store.HistoryStore;
import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has happened, bounded: the last batches and log lines of each mirror, and running totals for each table. Its
 * writes don't wait for the disk, because they come with every batch and nothing is decided by them.
 */
public final class SqlHistoryStore implements HistoryStore {
    /** Batches of a mirror that stay; up to {@link #PRUNE_EVERY} more do until they are pruned. */
    static final int MAX_BATCHES = 1_000;
    /** Lines of a mirror's log that stay. */
    static final int MAX_LOG_LINES = 1_000;

    static final int PRUNE_EVERY = 100;

    private static final Logger LOG = LoggerFactory.getLogger(SqlHistoryStore.class);

    private final Database database;

    public SqlHistoryStore(Database database) {
        this.database = database;
    }

    @Override
    public void batch(
            String mirror, Position end, long startedAtMillis, long finishedAtMillis, Map<TableName, Counts> counts) {
        long changes = counts.values().stream().mapToLong(Counts::total).sum();
        database.runLazily(handle -> {
            long id = nextBatch(handle, mirror);
            BatchRecord batch = new BatchRecord(id, end.order(), changes, startedAtMillis, finishedAtMillis);
            insert(handle, mirror, batch);
            addUp(handle, mirror, counts);
            ChangeRates.add(handle, mirror, finishedAtMillis, changes);
            if (id % PRUNE_EVERY == 0) {
                ChangeRates.prune(handle, mirror, finishedAtMillis);
                handle.createUpdate("DELETE FROM batch WHERE mirror = :mirror AND id <= :id")
                        .bind("mirror", mirror)
                        .bind("id", id - MAX_BATCHES)
                        .execute();
            }
        });
    }

    private static long nextBatch(Handle handle, String mirror) {
        return handle.createQuery("""
                        INSERT INTO batch_head (mirror, last_id) VALUES (:mirror, 1)
                        ON CONFLICT (mirror) DO UPDATE SET last_id = batch_head.last_id + 1
                        RETURNING last_id
                        """).bind("mirror", mirror).mapTo(Long.class).one();
    }

    private static void insert(Handle handle, String mirror, BatchRecord batch) {
        handle.createUpdate("""
                        INSERT INTO batch (mirror, id, end_position, change_count, started_at, finished_at)
                        VALUES (:mirror, :id, :end, :changes, :startedAt, :finishedAt)
                        """)
                .bind("mirror", mirror)
                .bind("id", batch.id())
                .bind("end", batch.endPosition())
                .bind("changes", batch.rows())
                .bind("startedAt", batch.startedAtMillis())
                .bind("finishedAt", batch.finishedAtMillis())
                .execute();
    }

    private static void addUp(Handle handle, String mirror, Map<TableName, Counts> counts) {
        PreparedBatch totals = handle.prepareBatch("""
                INSERT INTO change_total (mirror, source_schema, source_table, inserts, updates, deletes)
                VALUES (:mirror, :schema, :table, :inserts, :updates, :deletes)
                ON CONFLICT (mirror, source_schema, source_table) DO UPDATE SET
                    inserts = change_total.inserts + excluded.inserts,
                    updates = change_total.updates + excluded.updates,
                    deletes = change_total.deletes + excluded.deletes
                """);
        counts.forEach((table, count) -> totals.bind("mirror", mirror)
                .bind("schema", table.schema())
                .bind("table", table.name())
                .bind("inserts", count.inserts())
                .bind("updates", count.updates())
                .bind("deletes", count.deletes())
                .add());
        totals.execute();
    }

    /** Removes a mirror's batches and totals; its log stays. */
    static void forget(Handle handle, String mirror) {
        for (String table : List.of("batch_head", "batch", "change_total", "change_rate")) {
            handle.createUpdate("DELETE FROM " + table + " WHERE mirror = :mirror")
                    .bind("mirror", mirror)
                    .execute();
        }
    }

    @Override
    public List<BatchRecord> batches(String mirror, int limit) {
        return batches(mirror, new Page.Wish(OptionalLong.empty(), OptionalLong.empty(), false, limit, 0))
                .items();
    }

    @Override
    public Page<BatchRecord> batches(String mirror, Page.Wish wish) {
        return database.read(handle -> new Paging("batch WHERE mirror = :mirror", Map.of("mirror", mirror))
                .read(
                        handle,
                        "id, end_position, change_count, started_at, finished_at",
                        wish,
                        (row, _) -> new BatchRecord(
                                row.getLong("id"),
                                row.getLong("end_position"),
                                row.getLong("change_count"),
                                row.getLong("started_at"),
                                row.getLong("finished_at")),
                        BatchRecord::id));
    }

    @Override
    public List<Bucket> rate(String mirror, Span span, long fromMillis) {
        return database.read(handle -> ChangeRates.read(handle, mirror, span, fromMillis));
    }

    @Override
    public Map<TableName, Counts> changes(String mirror) {
        return database.read(handle -> handle.createQuery("""
                        SELECT source_schema, source_table, inserts, updates, deletes
                        FROM change_total WHERE mirror = :mirror
                        """)
                .bind("mirror", mirror)
                .map((row, _) -> Map.entry(
                        new TableName(row.getString("source_schema"), row.getString("source_table")),
                        new Counts(row.getLong("inserts"), row.getLong("updates"), row.getLong("deletes"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public long rows(String mirror) {
        return database.read(handle ->
                handle.createQuery("""
                        SELECT COALESCE(SUM(inserts + updates + deletes), 0) FROM change_total WHERE mirror = :mirror
                        """).bind("mirror", mirror).mapTo(Long.class).one());
    }

    @Override
    public void log(String mirror, Level level, String text, long nowMillis) {
        try {
            database.runLazily(handle -> {
                insertLine(handle, mirror, level, text, nowMillis);
                pruneLog(handle, mirror);
            });
        } catch (TainException e) {
            if (e.code() != ErrorCode.CATALOG_FULL) {
                throw e;
            }
            LOG.warn("No room for a line of the log of mirror {}: {} {}", mirror, level, text);
        }
    }

    private static void insertLine(Handle handle, String mirror, Level level, String text, long nowMillis) {
        handle.createUpdate("INSERT INTO logged_mirror (mirror) VALUES (:mirror) ON CONFLICT (mirror) DO NOTHING")
                .bind("mirror", mirror)
                .execute();
        handle.createUpdate("""
                        INSERT INTO log_line (mirror, id, level, text, logged_at)
                        VALUES (:mirror, :id, :level, :text, :now)
                        """)
                .bind("mirror", mirror)
                .bind("id", Counter.LOG_LINE.next(handle))
                .bind("level", level.name())
                .bind("text", Texts.storable(text))
                .bind("now", nowMillis)
                .execute();
    }

    private static void pruneLog(Handle handle, String mirror) {
        handle.createUpdate("""
                        DELETE FROM log_line WHERE mirror = :mirror AND id <= (
                            SELECT id FROM log_line WHERE mirror = :mirror ORDER BY id DESC LIMIT 1 OFFSET :kept)
                        """)
                .bind("mirror", mirror)
                .bind("kept", MAX_LOG_LINES)
                .execute();
    }

    @Override
    public List<LogLine> logs(String mirror, int limit) {
        return database.read(handle -> handle.createQuery("""
                        SELECT id, level, text, logged_at
                        FROM log_line WHERE mirror = :mirror ORDER BY id DESC LIMIT :limit
                        """)
                .bind("mirror", mirror)
                .bind("limit", limit)
                .map((row, context) -> new LogLine(
                        row.getLong("id"),
                        mirror,
                        Level.valueOf(row.getString("level")),
                        row.getString("text"),
                        row.getLong("logged_at")))
                .list());
    }

    /** Databases differ in whether LIKE tells cases apart. */
    @Override
    public Page<LogLine> logs(String namePart, Optional<Level> level, Page.Wish wish) {
        Map<String, String> values = Map.of(
                "part",
                "%" + Texts.storable(namePart).toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%",
                "level",
                level.map(Level::name).orElse(""));
        String rows = "log_line WHERE LOWER(mirror) LIKE :part ESCAPE '!' AND (level = :level OR '' = :level)";
        return database.read(handle -> new Paging(rows, values)
                .read(
                        handle,
                        "mirror, id, level, text, logged_at",
                        wish,
                        (row, _) -> new LogLine(
                                row.getLong("id"),
                                row.getString("mirror"),
                                Level.valueOf(row.getString("level")),
                                row.getString("text"),
                                row.getLong("logged_at")),
                        LogLine::id));
    }

    @Override
    public List<String> loggedMirrors() {
        return database.read(
                handle -> handle.createQuery("SELECT mirror FROM logged_mirror").mapTo(String.class).stream()
                        .sorted() // databases order texts in ways of their own
                        .toList());
    }
}
