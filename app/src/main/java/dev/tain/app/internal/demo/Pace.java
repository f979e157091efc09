package dev.tain.app.internal.demo;

import java.util.concurrent.TimeUnit;

/** Lets several threads begin so many things a second, evenly. Time that was missed is not made up for. */
final class Pace {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long interval;
    private long next = System.nanoTime();

    Pace(int perSecond) {
        interval = SECOND / perSecond;
    }

    synchronized void change(int perSecond) {
        interval = SECOND / perSecond;
    }

    /** Returns when the caller may begin. */
    void await() throws InterruptedException {
        long wait = book() - System.nanoTime();
        if (wait > 0) {
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }

    private synchronized long book() {
        long now = System.nanoTime();
        long mine = Math.max(next, now - interval);
        next = mine + interval;
        return mine;
    }
}
