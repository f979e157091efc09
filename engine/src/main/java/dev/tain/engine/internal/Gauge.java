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
    /** Everything that the source committed before was read then; 0 when that is not known. */
    private volatile long freshAt;
    /** Whether the source has said nothing since it was last lost. */
    private volatile boolean away = true;

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
        freshAt = nowMillis;
    }

    /** The source has nothing that has not been read. */
    void caughtUp(long nowMillis) {
        freshAt = nowMillis;
        away = false;
    }

    /** When a source commit was last read; 0 before. */
    long lastCommitReadAt() {
        return lastCommitReadAt;
    }

    /** An attempt ended: what was read and not committed will be read again. */
    void lost() {
        Long since = uncommitted.peek();
        if (since != null) {
            freshAt = Math.min(freshAt, since);
        }
        away = true;
        uncommitted.clear();
    }

    /** @param sourceMillis commit time of the first change that was read into a new batch */
    void batchBegan(long sourceMillis) {
        uncommitted.add(sourceMillis);
        away = false;
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

    /** Empty before anything was applied, and while nobody knows what the source has. */
    OptionalLong lagMillis(long nowMillis) {
        if (!anyApplied || (away && freshAt == 0)) {
            return OptionalLong.empty();
        }
        Long since = away ? Long.valueOf(freshAt) : uncommitted.peek();
        return OptionalLong.of(since == null ? 0 : Math.max(0, nowMillis - since));
    }
}
