package dev.tain.engine;

import dev.tain.connector.ColumnContract;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * All that is known about a mirror.
 *
 * @param rowsStreamed changes applied since its creation, the snapshot not counted
 * @param lagMillis age of the oldest source commit that was read and is not applied yet, 0 when none is; while the
 *     source is away, how long ago all that it had was read; empty while that is not known
 * @param recentBatches newest first
 */
public record MirrorStatus(
        MirrorSummary summary,
        List<TableStatus> tables,
        List<BatchRecord> recentBatches,
        long rowsStreamed,
        OptionalLong lagMillis) {
    public MirrorStatus {
        tables = List.copyOf(tables);
        recentBatches = List.copyOf(recentBatches);
    }

    /**
     * One table's part.
     *
     * @param chunks planned chunks; 0 before planning
     * @param rowsCopied rows of finished chunks
     * @param estimatedRows about how many rows the whole copy has
     * @param startedAtMillis when its copy began; 0 before
     * @param meanChunkMillis mean duration of finished chunks; 0 when there is none
     * @param columns what of each column's values arrives; none before it is known, or where the destination says
     *     nothing of it
     * @param stop why it is in quarantine; empty when it is not
     * @param skipped changes that were left out, on a person's word
     */
    public record TableStatus(
            TableName source,
            TableName destination,
            TablePhase phase,
            int chunks,
            int chunksDone,
            long rowsCopied,
            long estimatedRows,
            long startedAtMillis,
            long meanChunkMillis,
            List<ColumnContract> columns,
            Optional<TableStop> stop,
            List<SkippedChange> skipped) {
        public TableStatus {
            columns = List.copyOf(columns);
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * One applied batch that changed something.
     *
     * @param id from 1, without gaps within a mirror
     * @param endPosition {@link dev.tain.model.Position#order()} of its end
     * @param rows changes read, before those to one key are taken together
     */
    public record BatchRecord(long id, long endPosition, long rows, long startedAtMillis, long finishedAtMillis) {}
}
