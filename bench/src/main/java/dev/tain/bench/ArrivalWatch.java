package dev.tain.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Looks for new rows each time that it is run, and notes when it found them first. */
final class ArrivalWatch implements Runnable {
    private final Look look;
    private final long last;
    private final long[] arrivals;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private long newest;

    /** @param last the greatest key before; the expected ones follow without gap */
    ArrivalWatch(Look look, long last, int expected) {
        this.look = look;
        this.last = last;
        this.newest = last;
        this.arrivals = new long[expected];
    }

    /** Complete when all rows are there, or with what failed. */
    Future<Long> done() {
        return done;
    }

    /** By row, in microseconds since 1970; read once {@link #done}. */
    long[] arrivals() {
        return arrivals;
    }

    @Override
    public void run() {
        if (done.isDone()) {
            return;
        }
        try {
            long[] found = look.after(newest);
            long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            for (long key : found) {
                newest = key;
                arrivals[(int) (newest - last) - 1] = now;
            }
            if (newest == last + arrivals.length) {
                done.complete(newest);
            }
        } catch (Exception e) {
            done.completeExceptionally(e);
        }
    }
}
