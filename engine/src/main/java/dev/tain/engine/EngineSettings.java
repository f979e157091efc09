package dev.tain.engine;

/**
 * Limits and times of the engine.
 *
 * @param batchBytes memory for the changes of one batch; a mirror holds two
 * @param heartbeatMillis after this time without a commit the source is made to log one, so that an idle slot advances
 * @param leaseMillis how long a mirror stays with a process that no longer renews it
 */
public record EngineSettings(long batchBytes, long heartbeatMillis, long leaseMillis) {
    private static final long MOST_BATCH_BYTES = 64L << 20;

    /** Fits the memory that this process may use: with {@code -Xmx512m} a batch has 32 MiB. */
    public static EngineSettings defaults() {
        return new EngineSettings(
                Math.min(MOST_BATCH_BYTES, Runtime.getRuntime().maxMemory() / 16), 10_000, 15_000);
    }
}
