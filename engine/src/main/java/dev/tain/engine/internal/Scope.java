package dev.tain.engine.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Virtual threads of one duty each that live and die together: the first failure is kept for {@link #rethrow}, and
 * {@link #close} interrupts what still runs and waits for it. An interrupt also breaks blocking reads and writes of
 * sockets. Opened and closed by one thread.
 */
final class Scope implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scope.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What a thread does; it ends when interrupted. */
    interface Duty {
        void run() throws Exception;
    }

    private final String name;
    private final Runnable onFailure;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean closing;

    /** @param onFailure called by the thread that fails first, so that the owner looks */
    Scope(String name, Runnable onFailure) {
        this.name = name;
        this.onFailure = onFailure;
    }

    void fork(String duty, Duty task) {
        threads.add(Thread.ofVirtual().name(name + "/" + duty).start(() -> guard(task)));
    }

    private void guard(Duty task) {
        try {
            task.run();
        } catch (InterruptedException e) {
            // asked to end: whoever asked knows why
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            // everything is passed on, errors too, and rethrown by the owner
            if (!closing && failure.compareAndSet(null, e)) {
                onFailure.run();
            }
        }
    }

    /** Throws what the first failed thread threw, if one did. */
    void rethrow() {
        Throwable thrown = failure.get();
        switch (thrown) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(thrown);
        }
    }

    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    LOG.error("{} did not end within {}", thread.getName(), PATIENCE);
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
