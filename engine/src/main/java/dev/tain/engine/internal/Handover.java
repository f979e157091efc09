package dev.tain.engine.internal;

import dev.tain.engine.core.BatchNetting;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Where the reader gives batches to the applier: one at a time, so that a mirror holds two, one in each hand. */
final class Handover {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable BatchNetting waiting;
    private boolean working;
    private volatile boolean idle = true;

    /** Whether the applier waits for something to do. */
    boolean isIdle() {
        return idle;
    }

    /** Waits until the applier has nothing to do or the time is over. */
    void awaitIdle(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!idle && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives a batch to the applier if there is room within the time; says whether it did. */
    boolean offer(BatchNetting batch, long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (waiting != null || working) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            waiting = batch;
            idle = false;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the waiting batch; null when none came within the time. The applier is at work until {@link #finished}. */
    @Nullable
    BatchNetting take(long millis) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (waiting == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            BatchNetting taken = waiting;
            waiting = null;
            working = taken != null;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The taken batch is applied. */
    void finished() {
        lock.lock();
        try {
            working = false;
            idle = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
