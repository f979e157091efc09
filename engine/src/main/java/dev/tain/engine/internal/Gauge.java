package dev.tain.engine.internal;

import java.util.OptionalLong;

/** What a running mirror's threads tell each other and the status about how far they are. Times in milliseconds. */
final class Gauge {
    private volatile long appliedOrder;
    private volatile long lastCommitReadAt;
    private volatile long waitingSince;
    private volatile boolean anyApplied;

    /** A source commit has been read. */
    void commitRead(long nowMillis) {
        lastCommitReadAt = nowMillis;
    }

    /** When a source commit was last read; 0 before. */
    long lastCommitReadAt() {
        return lastCommitReadAt;
    }

    /** @param sourceMillis commit time of the oldest change that was read and is not applied; 0 when there is none */
    void waiting(long sourceMillis) {
        waitingSince = sourceMillis;
    }

    void applied(long order) {
        appliedOrder = order;
        anyApplied = true;
    }

    /** {@link dev.tain.model.Position#order()} of the applied position; 0 before the first. */
    long appliedOrder() {
        return appliedOrder;
    }

    OptionalLong lagMillis(long nowMillis) {
        if (!anyApplied) {
            return OptionalLong.empty();
        }
        long since = waitingSince;
        return OptionalLong.of(since == 0 ? 0 : Math.max(0, nowMillis - since));
    }
}
