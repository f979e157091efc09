package dev.tain.model;

/**
 * The last state of every key of one table that a batch changed. To be written in this order: the values that
 * {@link NetKind#MOVED} rows lack are read at the destination before anything is written; then everything is removed
 * when {@link #isTruncated()}, then the {@link NetKind#DELETED} keys are removed, then the other rows are written.
 *
 * <p>No two rows that are not {@link NetKind#VOID} have equal key bytes.
 *
 * @param rows the images; owned by the reader of this record
 * @param kinds one {@link NetKind} ordinal for each row of {@code rows}; longer arrays are allowed
 */
public record NetChanges(RowBuffer rows, byte[] kinds) {
    private static final NetKind[] KINDS = NetKind.values();

    public NetKind kind(int row) {
        return KINDS[kinds[row]];
    }

    public boolean isTruncated() {
        return rows.isTruncated();
    }

    /** Number of rows of the given kind. */
    public int count(NetKind kind) {
        int count = 0;
        for (int row = 0; row < rows.rows(); row++) {
            if (kinds[row] == kind.ordinal()) {
                count++;
            }
        }
        return count;
    }
}
