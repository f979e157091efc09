package dev.tain.connector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One side of the comparison of a table. Each call reads the rows as they are at one instant within it. What both sides
 * say of equal rows is equal: digests, hashes of keys and of columns. Used by one thread; closing it frees what it has
 * open.
 */
public interface ComparedTable extends AutoCloseable {

    /**
     * How keys are ordered, in words that are equal on both sides only where every two keys have the same order on
     * both; empty when nothing can be said of it, or when there is no key. Ranges are of use only where it is equal.
     */
    String order();

    /** The key of the row that is so many rows into the range; null when there are fewer, or just as many. */
    @Nullable
    RowKey bound(KeyRange range, long rows);

    /** Digests of the range's rows by bucket. */
    Digest[] digests(KeyRange range, int buckets);

    /** The rows of a part, in no order; to be asked for small parts only. */
    List<ComparedRow> rows(Part part);

    default Digest digest(KeyRange range) {
        return digests(range, 1)[0];
    }

    @Override
    void close();
}
