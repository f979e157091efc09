package dev.tain.engine.sim;

import dev.tain.model.TableName;
import java.util.List;

/**
 * One change of a transaction.
 *
 * @param before the row's values before; empty for an insert and a truncation
 * @param after the row's values after; empty for a delete and a truncation
 * @param published whether the stream tells of it
 */
record Change(TableName table, List<String> before, List<String> after, boolean published) {
    boolean isTruncation() {
        return before.isEmpty() && after.isEmpty();
    }

    @Override
    public String toString() {
        return table + (published ? " " : " (untold) ") + before + " -> " + after;
    }
}
