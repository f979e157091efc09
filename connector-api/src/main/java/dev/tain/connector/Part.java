package dev.tain.connector;

import java.util.Set;

/**
 * Rows of a table: those of a range, and of these the ones whose key falls into some of so many buckets. The bucket of
 * a row is the hash of its key modulo their number; of a table without key, the hash of the row.
 *
 * @param buckets a power of two; 1 for all rows of the range
 * @param wanted numbers of buckets
 */
public record Part(KeyRange range, int buckets, Set<Integer> wanted) {
    public Part {
        wanted = Set.copyOf(wanted);
        if (Integer.bitCount(buckets) != 1) {
            throw new IllegalArgumentException("the number of buckets is no power of two: " + buckets);
        }
    }

    public static Part of(KeyRange range) {
        return new Part(range, 1, Set.of(0));
    }

    /** The bucket of a key with this hash. */
    public static int bucket(long keyHash, int buckets) {
        return (int) (keyHash & (buckets - 1));
    }

    public boolean has(long keyHash) {
        return buckets == 1 || wanted.contains(bucket(keyHash, buckets));
    }
}
