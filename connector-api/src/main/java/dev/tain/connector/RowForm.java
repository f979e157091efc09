package dev.tain.connector;

import dev.tain.model.RowBuffer;
import java.util.List;

/** In which form the rows of a table are compared. The destination says it; the source brings its rows into it. */
public sealed interface RowForm {

    /**
     * Values are compared by PostgreSQL's texts of them, hashed by the server with {@code hashtextextended}.
     *
     * @param types the types of the compared columns at the destination
     */
    record PostgresText(List<String> types) implements RowForm {
        public PostgresText {
            types = List.copyOf(types);
        }
    }

    /** Rows are encoded as the destination would be given them, and hashed. Used by one thread. */
    non-sealed interface Encoded extends RowForm {
        /** The hash of the row's key. */
        long keyHash(RowBuffer rows, int image);

        /** One hash for each compared column. */
        long[] hashes(RowBuffer rows, int image);

        /** What a digest adds for a row with these hashes. */
        static long combined(long[] hashes) {
            long sum = 1;
            for (long hash : hashes) {
                sum = mix(sum * 0x9E3779B97F4A7C15L + hash);
            }
            return sum;
        }

        /** Spreads the bits of a number over all of its bits. */
        static long mix(long value) {
            long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            return mixed ^ (mixed >>> 31);
        }
    }
}
