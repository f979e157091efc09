package dev.tain.connector;

/**
 * How large the chunks of a table are to be. Several workers share them, and who gets the last one keeps all others
 * waiting, so chunks may become smaller towards the end.
 *
 * @param rows about how many rows a chunk has at most
 * @param least how many the last ones have; as many as {@code rows} for chunks that are alike
 */
public record ChunkSize(long rows, long least) {
    /** At the end a chunk is this part of all that is left: as many workers as usual go on to the end together. */
    private static final int SHARE = 4;
    /** The last chunks are this part of an ordinary one ... */
    private static final int LEAST_SHARE = 8;
    /** ... but what each costs beside its rows is to be nothing beside them. */
    private static final long WORTHWHILE = 100_000;

    public ChunkSize {
        if (least < 1 || rows < least) {
            throw new IllegalArgumentException("rows per chunk: " + rows + ", at the end " + least);
        }
    }

    public static ChunkSize alike(long rows) {
        return new ChunkSize(rows, rows);
    }

    public static ChunkSize tapering(long rows) {
        return new ChunkSize(rows, Math.max(rows / LEAST_SHARE, Math.min(rows, WORTHWHILE)));
    }

    /** How many rows the next chunk is to have when so many are left. */
    public long next(long left) {
        return Math.clamp(left / SHARE, least, rows);
    }
}
