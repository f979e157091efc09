package dev.tain.engine.core.compare;

import dev.tain.connector.RowKey;
import java.util.List;

/**
 * A row of which it is proven that the destination does not hold what the source holds.
 *
 * @param key empty for a table without key
 * @param columns indexes of the compared columns that differ; none unless both sides have the row
 */
public record RowDifference(Kind kind, RowKey key, long keyHash, List<Integer> columns) {
    public RowDifference {
        columns = List.copyOf(columns);
    }

    /** What is wrong with a row. */
    public enum Kind {
        /** The source has it, the destination does not, or has fewer of its kind. */
        MISSING,
        /** The destination has it, the source does not, or has fewer of its kind. */
        SURPLUS,
        /** Both have a row of this key, with other values. */
        DIFFERENT
    }
}
