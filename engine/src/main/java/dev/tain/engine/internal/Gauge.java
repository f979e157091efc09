package dev.tain.engine.internal;

import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What a running mirror's threads tell each other and the status about how far they are. Times in milliseconds. */
final class Gauge {
    private volatile long appliedOrder;
    private volatile long lastCommitReadAt;
    /** For each batch that is not committed at the destination, the source's commit time of its first change. */
    private final Queue<Long> uncommitted = new ConcurrentLinkedQueue<>();

    private volatile boolean anyApplied;
    private final AtomicInteger waiting = new AtomicInteger();
    private final RepairDesk repairs = new RepairDesk();

    /** Rows that the applier is to put right between two batches. */
    RepairDesk repairs() {
        return repairs;
    }

    /** Somebody waits for the applied position to move on, until {@link #waitEnded}. */
    void waitBegan() {
        waiting.incrementAndGet();
    }

    void waitEnded() {
        waiting.decrementAndGet();
    }

    boolean isWaitedFor() {
        return waiting.get() > 0;
    }

    /** A source commit has been read. */
    void commitRead(long nowMillis) {
        lastCommitReadAt = nowMillis;
    }

    /** When a source commit was last read; 0 before. */
    long lastCommitReadAt() {
        return lastCommitReadAt;
    }

    /** A new attempt begins: what was read and not committed will be read again. */
    void restart() {
        uncommitted.clear();
    }

    /** @param sourceMillis commit time of the first change that was read into a new batch */
    void batchBegan(long sourceMillis) {
        uncommitted.add(sourceMillis);
    }

    /** The oldest batches, those that {@link #batchBegan} told of, are committed at the destination. */
    void batchesCommitted(int count) {
        for (int i = 0; i < count; i++) {
            uncommitted.poll();
        }
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
        Long since = uncommitted.peek();
        return OptionalLong.of(since == null ? 0 : Math.max(0, nowMillis - since));
    }
}
