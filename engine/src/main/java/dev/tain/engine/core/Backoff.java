package dev.tain.engine.core;

/** How long to wait before trying again: doubling from the first wait to the longest. Times in milliseconds. */
public record Backoff(long firstMillis, long longestMillis) {
    /** For peers that are away: half a second at first, never more than ten seconds. */
    public static final Backoff PEER = new Backoff(500, 10_000);

    /** @param attempts failures so far, from 1 */
    public long millis(int attempts) {
        int doublings = Math.min(attempts - 1, 30);
        return Math.min(longestMillis, firstMillis << doublings);
    }
}
