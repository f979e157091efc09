package dev.tain.engine.store;

import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Map;

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

    /** Changes of all batches. */
    long rows(String mirror);

    /** Adds a line to a mirror's log; old lines go once there are more than a limit. Never throws for want of room. */
    void log(String mirror, Level level, String text, long nowMillis);

    /** Newest first. */
    List<LogLine> logs(String mirror, int limit);

    /** Names of mirrors that have left a log, sorted. */
    List<String> loggedMirrors();

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

    record LogLine(long id, String mirror, Level level, String text, long atMillis) {}
}
