package dev.tain.engine.internal;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a thread that looks after something from time to time, so that it looks at once. Many nudges count as one. */
final class Nudge {
    private final Semaphore pending = new Semaphore(0);

    void give() {
        pending.release();
    }

    /** Waits until nudged or the time is over; says whether it was nudged. */
    boolean await(long millis) throws InterruptedException {
        boolean nudged = pending.tryAcquire(millis, TimeUnit.MILLISECONDS);
        pending.drainPermits();
        return nudged;
    }
}
