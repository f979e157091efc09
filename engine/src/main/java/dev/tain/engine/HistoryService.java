package dev.tain.engine;

import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.model.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What mirrors have done. It outlives them, unless it was to be dropped with them. Every method throws
 * {@link dev.tain.model.TainException}; {@code MIRROR_UNKNOWN} where there is neither a mirror nor a log of it.
 */
public interface HistoryService {
    /** How long rows are counted at most, for all tables of a mirror together. */
    Duration COUNT_LIMIT = Duration.ofSeconds(60);

    /** The last thousand batches that changed something. */
    Page<BatchRecord> batches(String mirror, Page.Wish wish);

    /** Changes since the mirror's creation, by destination table; of tables that are no more in it by source table. */
    List<TableCounts> changes(String mirror);

    /** Rows of finished chunks of the first copy. */
    long rowsCopied(String mirror);

    /** Changes in each of the last spans of time, the one that goes on now the last; oldest first. */
    List<Bucket> rate(String mirror, Width width, int count);

    /**
     * Lines of the logs of all mirrors whose name contains a text.
     *
     * @param level only these; empty for all
     */
    Page<LogLine> logs(String namePart, Optional<Level> level, Page.Wish wish);

    /**
     * Counts the rows of a mirror's tables at both ends, between PostgreSQL databases; rows that are marked as deleted
     * are left out.
     *
     * @param tables source tables; none for all
     * @throws dev.tain.model.TainException {@code REQUEST_INVALID} for other systems, or tables that it does not have
     */
    List<BothCounts> rowCounts(String mirror, List<TableName> tables);

    /** How many changes of each kind. */
    record Counts(long inserts, long updates, long deletes) {
        public long total() {
            return inserts + updates + deletes;
        }

        public Counts plus(Counts other) {
            return new Counts(inserts + other.inserts, updates + other.updates, deletes + other.deletes);
        }
    }

    enum Level {
        INFO,
        WARN,
        ERROR
    }

    /** @param id grows over all mirrors */
    record LogLine(long id, String mirror, Level level, String text, long atMillis) {}

    record TableCounts(TableName destination, Counts counts) {}

    /** @param startMillis milliseconds since 1970 */
    record Bucket(long startMillis, long rows) {}

    /** The numbers of rows are -1 where they cannot be told. */
    record BothCounts(
            TableName source,
            TableName destination,
            long sourceRows,
            long destinationRows,
            boolean sourceExact,
            boolean destinationExact) {}

    /** How long a bucket is; in UTC. */
    enum Width {
        MINUTE,
        FIVE_MINUTES,
        QUARTER_HOUR,
        HOUR,
        DAY,
        MONTH
    }
}
