package dev.tain.connector;

/**
 * What a set of rows comes to, in whatever order they are read: their number, and the sum of their hashes modulo 2^64.
 * Two sets that differ have the same digest with a probability of 2^-64.
 */
public record Digest(long rows, long sum) {
    public static final Digest NONE = new Digest(0, 0);

    public Digest plus(Digest other) {
        return new Digest(rows + other.rows, sum + other.sum);
    }

    /** With one more row of this hash. */
    public Digest plus(long hash) {
        return new Digest(rows + 1, sum + hash);
    }
}
