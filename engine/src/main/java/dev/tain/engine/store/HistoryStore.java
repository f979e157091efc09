package dev.tain.engine.store;

import dev.tain.engine.HistoryService.Bucket;
import dev.tain.engine.HistoryService.Counts;
import dev.tain.engine.HistoryService.Level;
import dev.tain.engine.HistoryService.LogLine;
import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.engine.Page;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has happened: batches, counts per table, and the log that people read. */
public interface HistoryStore {
    /**
     * A batch was applied. Its id is the mirror's next.
     *
     * @param counts changes of each table
     */
    void batch(String mirror, Position end, long startedAtMillis, long finishedAtMillis, Map<TableName, Counts> counts);

    /** Newest first. */
    List<BatchRecord> batches(String mirror, int limit);

    /** Those that are kept. */
    Page<BatchRecord> batches(String mirror, Page.Wish wish);

    /** Changes of all batches by source table. */
    Map<TableName, Counts> changes(String mirror);

    /** Changes in each span that had some, oldest first. */
    List<Bucket> rate(String mirror, Span span, long fromMillis);

    /** Changes of all batches. */
    long rows(String mirror);

    /** Adds a line to a mirror's log; old lines go once there are more than a limit. Never throws for want of room. */
    void log(String mirror, Level level, String text, long nowMillis);

    /** Newest first. */
    List<LogLine> logs(String mirror, int limit);

    /**
     * Of all mirrors whose name contains a text, in any case.
     *
     * @param level only these; empty for all
     */
    Page<LogLine> logs(String namePart, Optional<Level> level, Page.Wish wish);

    /** Names of mirrors that have left a log, sorted. */
    List<String> loggedMirrors();

    /** A time for which changes are counted, and how long that is kept. */
    enum Span {
        MINUTE(Duration.ofMinutes(1), Duration.ofHours(8)),
        HOUR(Duration.ofHours(1), Duration.ofDays(32)),
        DAY(Duration.ofDays(1), Duration.ofDays(1_000));

        private final Duration width;
        private final Duration kept;

        Span(Duration width, Duration kept) {
            this.width = width;
            this.kept = kept;
        }

        public Duration width() {
            return width;
        }

        public Duration kept() {
            return kept;
        }
    }
}
