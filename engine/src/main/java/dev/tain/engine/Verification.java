package dev.tain.engine;

import dev.tain.model.Problem;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A comparison of tables with their copies, as far as it is.
 *
 * @param startedAtMillis milliseconds since 1970
 * @param finishedAtMillis 0 while it goes on
 * @param trouble what ended it before it was done
 */
public record Verification(
        String id,
        String mirror,
        boolean repair,
        long startedAtMillis,
        long finishedAtMillis,
        Optional<Problem> trouble,
        List<TableVerification> tables) {
    /** Differing rows of one table that are listed; all are counted. */
    public static final int MOST_LISTED = 1_000;

    public Verification {
        tables = List.copyOf(tables);
    }

    /** How a table, or all of them, compare. */
    public enum Outcome {
        /** Not begun. */
        WAITING,
        /** Being compared. */
        RUNNING,
        /** The destination held what the source held. */
        EQUAL,
        /** It holds something else, that was not put right. */
        DIFFERENT,
        /** No row is known to differ, but some changed whenever they were looked at. */
        UNDECIDED,
        /** It could not be compared. */
        FAILED
    }

    /** What of the tables is worst. */
    public Outcome outcome() {
        if (finishedAtMillis == 0) {
            return Outcome.RUNNING;
        }
        for (Outcome bad : List.of(Outcome.DIFFERENT, Outcome.FAILED, Outcome.UNDECIDED)) {
            if (tables.stream().anyMatch(table -> table.outcome() == bad)) {
                return bad;
            }
        }
        return trouble.isPresent() ? Outcome.FAILED : Outcome.EQUAL;
    }

    /**
     * One table's part.
     *
     * @param estimatedRows about how many rows there are at the source
     * @param rows at the source and at the destination, as they were read
     * @param counts differing rows
     * @param undecided keys of rows that changed whenever they were looked at, at most {@link #MOST_LISTED}
     * @param differences at most {@link #MOST_LISTED}
     * @param finishedAtMillis 0 before its end
     * @param trouble why it could not be compared
     */
    public record TableVerification(
            TableName source,
            TableName destination,
            Outcome outcome,
            long estimatedRows,
            Rows rows,
            Counts counts,
            List<String> undecided,
            List<Difference> differences,
            long finishedAtMillis,
            Optional<Problem> trouble) {
        public TableVerification {
            undecided = List.copyOf(undecided);
            differences = List.copyOf(differences);
        }
    }

    /** Numbers of ranges, and of rows in them at each side. */
    public record Rows(long ranges, long source, long destination) {
        public static final Rows NONE = new Rows(0, 0, 0);
    }

    /** Numbers of rows that differ, by kind, of those that were put right, and of those undecided. */
    public record Counts(long missing, long surplus, long different, long repaired, long undecided) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

        public long all() {
            return missing + surplus + different;
        }
    }

    /**
     * A row that differs.
     *
     * @param kind {@code MISSING}, {@code SURPLUS} or {@code DIFFERENT}
     * @param key the key's values as texts, in key order; none for a table without key
     * @param columns source columns that differ
     */
    public record Difference(String kind, List<String> key, List<String> columns, boolean repaired) {
        public Difference {
            key = List.copyOf(key);
            columns = List.copyOf(columns);
        }
    }
}
