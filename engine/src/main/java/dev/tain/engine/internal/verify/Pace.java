package dev.tain.engine.internal.verify;

import java.util.concurrent.TimeUnit;

/** Keeps reads within so many rows a second, counted from the beginning. Any thread may use it. */
final class Pace {
    private final long rowsPerSecond;
    private final long beganNanos = System.nanoTime();
    private long rows;

    /** @param rowsPerSecond 0 for no limit */
    Pace(long rowsPerSecond) {
        this.rowsPerSecond = rowsPerSecond;
    }

    /** Waits until so many more rows may have been read. */
    void read(long more) throws InterruptedException {
        if (rowsPerSecond > 0) {
            long due = beganNanos + account(more);
            long left = due - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
        }
    }

    /** Nanoseconds that all rows together may take. */
    private synchronized long account(long more) {
        rows += more;
        return (long) (rows * (double) TimeUnit.SECONDS.toNanos(1) / rowsPerSecond);
    }
}
