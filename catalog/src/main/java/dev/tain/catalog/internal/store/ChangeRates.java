package dev.tain.catalog.internal.store;

import dev.tain.engine.HistoryService.Bucket;
import dev.tain.engine.store.HistoryStore.Span;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** How many changes a mirror had in each minute, hour and day. */
final class ChangeRates {
    private ChangeRates() {}

    static void add(Handle handle, String mirror, long atMillis, long changes) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO change_rate (mirror, span, started_at, changes)
                VALUES (:mirror, :span, :startedAt, :changes)
                ON CONFLICT (mirror, span, started_at) DO UPDATE SET changes = change_rate.changes + excluded.changes
                """);
        for (Span span : Span.values()) {
            batch.bind("mirror", mirror)
                    .bind("span", span.name())
                    .bind(
                            "startedAt",
                            atMillis - Math.floorMod(atMillis, span.width().toMillis()))
                    .bind("changes", changes)
                    .add();
        }
        batch.execute();
    }

    static void prune(Handle handle, String mirror, long nowMillis) {
        for (Span span : Span.values()) {
            handle.createUpdate("""
                            DELETE FROM change_rate WHERE mirror = :mirror AND span = :span AND started_at < :before
                            """)
                    .bind("mirror", mirror)
                    .bind("span", span.name())
                    .bind("before", nowMillis - span.kept().toMillis())
                    .execute();
        }
    }

    static List<Bucket> read(Handle handle, String mirror, Span span, long fromMillis) {
        return handle.createQuery("""
                        SELECT started_at, changes FROM change_rate
                         WHERE mirror = :mirror AND span = :span AND started_at >= :from ORDER BY started_at
                        """)
                .bind("mirror", mirror)
                .bind("span", span.name())
                .bind("from", fromMillis)
                .map((row, _) -> new Bucket(row.getLong("started_at"), row.getLong("changes")))
                .list();
    }
}
