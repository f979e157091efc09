package dev.tain.engine.store;

import dev.tain.connector.Chunk;
import dev.tain.connector.TableContract;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Optional;

/** How far a mirror's set-up, tables and chunks are. Writes carry the owner's epoch, see {@link MirrorStore}. */
public interface ProgressStore {
    /** Whether slot and publication were made; false before, and for mirrors without a stream. */
    boolean isStreamMade(String mirror);

    void streamMade(String mirror, long epoch);

    List<TableProgress> tables(String mirror);

    /** Stores a table's progress, new or changed. */
    void put(String mirror, long epoch, TableProgress table);

    /** Forgets a table, its chunks and its contract. */
    void remove(String mirror, long epoch, TableName table);

    /** Replaces a table's chunks, in one transaction. */
    void plan(String mirror, long epoch, TableName table, List<Chunk> chunks);

    /** A table's chunks in the order in which they were planned; empty before planning. */
    List<ChunkRecord> chunks(String mirror, TableName table);

    void chunkDone(String mirror, long epoch, Chunk chunk, long rows, long millis);

    /** Number, rows and times of chunks of each table, without listing them. */
    List<ChunkTotals> totals(String mirror);

    /** Stores what of a table's values arrives, in place of what was stored of it. */
    void contract(String mirror, long epoch, TableContract contract);

    List<TableContract> contracts(String mirror);

    /** @param doneMillis sum over finished chunks */
    record ChunkTotals(TableName table, int chunks, int done, long rows, long estimatedRows, long doneMillis) {}

    /** Convenience: one table's progress. */
    default Optional<TableProgress> table(String mirror, TableName name) {
        return tables(mirror).stream().filter(t -> t.source().equals(name)).findFirst();
    }
}
