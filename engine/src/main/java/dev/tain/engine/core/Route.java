package dev.tain.engine.core;

import dev.tain.engine.store.TableProgress;
import org.jspecify.annotations.Nullable;

/** What becomes of a table's changes in a batch. */
public enum Route {
    /** The table is not of the mirror (any more): they are passed over. */
    PASS,
    /** Its copy is not finished: they are kept for later. */
    HOLD,
    /** They may have been copied already: applied so that this makes no difference. */
    REPLAY,
    /** They are applied. */
    APPLY;

    /**
     * @param table null when the mirror does not have the table
     * @param begin {@link dev.tain.model.Position#order()} of the position before the batch
     */
    public static Route of(@Nullable TableProgress table, long begin) {
        if (table == null) {
            return PASS;
        }
        return switch (table.phase()) {
            case WAITING, COPYING, CATCHING_UP -> HOLD;
            case STREAMING -> Long.compareUnsigned(begin, table.replayUntil()) < 0 ? REPLAY : APPLY;
        };
    }
}
