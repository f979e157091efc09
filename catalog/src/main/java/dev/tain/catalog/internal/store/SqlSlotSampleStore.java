package dev.tain.catalog.internal.store;

import dev.tain.catalog.internal.database.Database;
import dev.tain.engine.SlotSample;
import dev.tain.engine.store.SlotSampleStore;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Samples of slots. Its writes don't wait for the disk: nothing is decided by them. */
public final class SqlSlotSampleStore implements SlotSampleStore {
    private final Database database;

    public SqlSlotSampleStore(Database database) {
        this.database = database;
    }

    @Override
    public void put(String peer, List<SlotSample> samples) {
        if (samples.isEmpty()) {
            return;
        }
        long now = samples.getFirst().atMillis();
        database.runLazily(handle -> {
            for (Grain grain : Grain.values()) {
                insert(handle, peer, grain, samples);
                handle.createUpdate("DELETE FROM slot_sample WHERE grain = :grain AND started_at < :before")
                        .bind("grain", grain.name())
                        .bind("before", now - grain.kept().toMillis())
                        .execute();
            }
        });
    }

    /** Of a peer that is gone meanwhile nothing is kept. */
    private static void insert(Handle handle, String peer, Grain grain, List<SlotSample> samples) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO slot_sample
                    (peer, slot, grain, started_at, taken_at, lag_bytes, checkpoint, restart, confirmed)
                SELECT name, :slot, :grain, :startedAt, :takenAt, :lag, :checkpoint, :restart, :confirmed
                  FROM peer WHERE name = :peer
                ON CONFLICT (peer, slot, grain, started_at) DO UPDATE SET
                    taken_at = excluded.taken_at, lag_bytes = excluded.lag_bytes, checkpoint = excluded.checkpoint,
                    restart = excluded.restart, confirmed = excluded.confirmed
                 WHERE excluded.lag_bytes > slot_sample.lag_bytes
                """);
        for (SlotSample sample : samples) {
            batch.bind("peer", peer)
                    .bind("slot", sample.slot())
                    .bind("grain", grain.name())
                    .bind(
                            "startedAt",
                            sample.atMillis()
                                    - sample.atMillis() % grain.width().toMillis())
                    .bind("takenAt", sample.atMillis())
                    .bind("lag", sample.lagBytes())
                    .bind("checkpoint", sample.checkpoint())
                    .bind("restart", sample.restart())
                    .bind("confirmed", sample.confirmed())
                    .add();
        }
        batch.execute();
    }

    @Override
    public List<SlotSample> since(String peer, String slot, long fromMillis, Grain grain) {
        return database.read(handle -> handle.createQuery("""
                        SELECT taken_at, lag_bytes, checkpoint, restart, confirmed FROM slot_sample
                         WHERE peer = :peer AND slot = :slot AND grain = :grain AND taken_at >= :from
                         ORDER BY started_at
                        """)
                .bind("peer", peer)
                .bind("slot", Texts.storable(slot))
                .bind("grain", grain.name())
                .bind("from", fromMillis)
                .map((row, _) -> new SlotSample(
                        slot,
                        row.getLong("taken_at"),
                        row.getLong("lag_bytes"),
                        row.getString("checkpoint"),
                        row.getString("restart"),
                        row.getString("confirmed")))
                .list());
    }
}
