package dev.tain.server.internal.peerdb;

import dev.tain.engine.Page;
import java.util.OptionalLong;

/**
 * The published way to name a part of a list by ids: {@code before} counts unless it is -1, else {@code after} unless
 * that is -1; both 0, which is what they are when nothing is given, means the whole list. So {@code after} alone, with
 * {@code before} left at 0, finds nothing: no id is before 0. Clients that page forward send -1.
 */
record Cursor(long before, long after) {
    private static final long NONE = -1;

    boolean isGiven() {
        return (before != 0 || after != 0) && (before != NONE || after != NONE);
    }

    /** @param most how many at most */
    Page.Wish wish(boolean ascending, int most) {
        boolean below = isGiven() && before != NONE;
        boolean above = isGiven() && !below;
        return new Page.Wish(
                below ? OptionalLong.of(before) : OptionalLong.empty(),
                above ? OptionalLong.of(after) : OptionalLong.empty(),
                ascending,
                most,
                0);
    }

    /** From 1; 0 when pages have no size, or there is nothing on this one. */
    static int page(Page<?> page, int size) {
        return size == 0 || page.items().isEmpty() ? 0 : (int) (page.preceding() / size) + 1;
    }
}
