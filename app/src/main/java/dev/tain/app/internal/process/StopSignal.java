package dev.tain.app.internal.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells the main thread that the process was asked to stop (SIGTERM, Ctrl-C), and holds the process up until the main
 * thread has closed everything and closed this. A process that stops as asked ends with the given status, not with the
 * signal's: supervisors take that for a failure.
 */
public final class StopSignal implements AutoCloseable {
    /** Supervisors kill after ten seconds. Whatever is not closed by then recovers at the next start. */
    private static final Duration LIMIT = Duration.ofMillis(9_500);

    private static final int FAILED = 1;

    private final int status;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");

    private StopSignal(int status) {
        this.status = status;
    }

    /** @param status what the process ends with when it was asked to stop and did */
    public static StopSignal install(int status) {
        StopSignal signal = new StopSignal(status);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Returns when the process was asked to stop. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Waits up to a limit; true when the process was asked to stop. */
    public boolean await(Duration limit) throws InterruptedException {
        return asked.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void stop() {
        asked.countDown();
        int ended = awaitClosed() ? status : FAILED;
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(ended);
    }

    private boolean awaitClosed() {
        try {
            return closed.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        if (!isAsked()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The process was asked to stop just now. The hook runs already, and finds everything closed.
                asked.countDown();
            }
        }
    }
}
