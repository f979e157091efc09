package dev.tain.engine.core;

import dev.tain.engine.store.TableProgress;
import org.jspecify.annotations.Nullable;

/** What becomes of a table's changes in a batch. */
public enum Route {
    /** The table is not of the mirror (any more), or what its copy will read has them: they are passed over. */
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
        boolean early = Long.compareUnsigned(begin, table.replayUntil()) < 0;
        return switch (table.phase()) {
            case WAITING -> early ? PASS : HOLD;
            case COPYING, CATCHING_UP, QUARANTINED -> HOLD;
            case STREAMING -> early ? REPLAY : APPLY;
        };
    }
}
