package dev.tain.app.internal.demo;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Measures the lag from outside: commits a number at the source ten times a second, and looks when it is visible at the
 * destination. One thread of its own; its results are taken by the demo's main thread.
 */
final class Pulse implements AutoCloseable {
    static final String BEAT = "update pulse set beat = beat + 1, at = now() returning beat";
    static final String SEEN = "select beat from pulse";

    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration LOOK = Duration.ofMillis(2);

    private final Database source;
    private final Replica destination;
    private final Thread thread = Thread.ofVirtual().name("pulse").unstarted(this::guard);
    private final List<Double> seenAfterMillis = new ArrayList<>();
    private @Nullable Exception failure;
    private long waitingSince;
    private boolean waiting;
    private volatile boolean closing;

    private Pulse(Database source, Replica destination) {
        this.source = source;
        this.destination = destination;
    }

    static Pulse start(Database source, Replica destination) {
        Pulse pulse = new Pulse(source, destination);
        pulse.thread.start();
        return pulse;
    }

    /**
     * The lags of what became visible since the last call; when nothing did, how long the last commit has been waiting.
     */
    synchronized Lags take() {
        if (failure != null && !closing) {
            throw new IllegalStateException("The lag could not be measured: " + failure.getMessage(), failure);
        }
        List<Double> millis = new ArrayList<>(seenAfterMillis);
        seenAfterMillis.clear();
        if (millis.isEmpty() && waiting) {
            millis.add(millisSince(waitingSince));
        }
        return Lags.of(millis);
    }

    private void guard() {
        try (Connection write = source.connect();
                PreparedStatement beat = write.prepareStatement(BEAT);
                Replica.Watch seen = destination.watch()) {
            while (!closing) {
                beat(beat, seen);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (SQLException | IOException e) {
            fail(e);
        }
    }

    private void beat(PreparedStatement beat, Replica.Watch seen)
            throws SQLException, IOException, InterruptedException {
        long begun = begin();
        long expected = number(beat);
        while (seen.beat() < expected) {
            Thread.sleep(LOOK);
        }
        end();
        long rest = PERIOD.toNanos() - (System.nanoTime() - begun);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, rest));
    }

    static long number(PreparedStatement question) throws SQLException {
        try (ResultSet row = question.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private synchronized long begin() {
        waitingSince = System.nanoTime();
        waiting = true;
        return waitingSince;
    }

    private synchronized void end() {
        seenAfterMillis.add(millisSince(waitingSince));
        waiting = false;
    }

    private synchronized void fail(Exception e) {
        failure = e;
    }

    private static double millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e6;
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
