package dev.tain.engine.internal;

import dev.tain.engine.core.BatchNetting;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Where the reader gives batches to the applier: one at a time, so that a mirror holds two, one in each hand. */
final class Handover {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable BatchNetting waiting;
    private boolean woken;
    private boolean working;
    private volatile boolean idle = true;

    /** Whether the applier waits for something to do. */
    boolean isIdle() {
        return idle;
    }

    /** Waits until the applier has nothing to do or the time is over. */
    void awaitIdle(long millis) throws InterruptedException {
        await(millis, () -> idle);
    }

    /** Gives a batch to the applier if there is room; says whether it did. */
    boolean offer(BatchNetting batch) {
        lock.lock();
        try {
            if (isFull()) {
                return false;
            }
            waiting = batch;
            idle = false;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return waiting != null || working;
    }

    /** Waits until there is room for a batch or the time is over. */
    void awaitRoom(long millis) throws InterruptedException {
        await(millis, () -> !isFull());
    }

    /** Takes the waiting batch; null when there is none. The applier is at work until {@link #finished}. */
    @Nullable
    BatchNetting take() {
        lock.lock();
        try {
            BatchNetting taken = waiting;
            waiting = null;
            working = taken != null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a batch is waiting, the applier has other work, or the time is over. */
    void awaitWork(long millis) throws InterruptedException {
        await(millis, () -> waiting != null || woken);
        lock.lock();
        try {
            woken = false;
        } finally {
            lock.unlock();
        }
    }

    /** The applier has work besides batches: it looks at once. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await(long millis, BooleanSupplier until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!until.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The taken batch is applied: there is room for one that is full, and after {@link #rested} for any. */
    void finished() {
        free(false);
    }

    /** The applier waits for something to do, unless it has a batch already. */
    void rested() {
        free(true);
    }

    private void free(boolean rested) {
        lock.lock();
        try {
            working = false;
            idle = rested && waiting == null;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
