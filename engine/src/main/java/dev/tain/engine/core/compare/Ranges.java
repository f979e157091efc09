package dev.tain.engine.core.compare;

import dev.tain.connector.ComparedTable;
import dev.tain.connector.KeyRange;
import dev.tain.connector.RowKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divides a range into ranges of so many rows, one after the other: each bound is a short read that begins at the one
 * before it, and nothing has to be kept still meanwhile. Together the ranges are the whole, without gap or overlap,
 * whatever is written. Any thread may take the next one.
 */
public final class Ranges {
    private final ComparedTable by;
    private final long rows;
    private @Nullable KeyRange left;

    /** @param by the side whose rows are counted */
    public Ranges(ComparedTable by, KeyRange whole, long rows) {
        this.by = by;
        this.rows = rows;
        this.left = whole;
    }

    /** The next ranges, at most so many; none when all were given. */
    public synchronized List<KeyRange> next(int most) {
        List<KeyRange> ranges = new ArrayList<>();
        KeyRange rest = left;
        while (rest != null && ranges.size() < most) {
            RowKey bound = by.bound(rest, rows);
            if (bound == null || bound.equals(rest.upTo())) {
                ranges.add(rest);
                rest = null;
            } else {
                ranges.add(new KeyRange(rest.after(), bound));
                rest = new KeyRange(bound, rest.upTo());
            }
        }
        left = rest;
        return ranges;
    }
}
