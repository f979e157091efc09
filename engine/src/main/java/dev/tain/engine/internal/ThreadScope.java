package dev.tain.engine.internal;

import dev.tain.engine.internal.Duty.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scope with a virtual thread for each duty. {@link #close} interrupts what still runs and waits for it; an interrupt
 * also breaks blocking reads and writes of sockets.
 */
final class ThreadScope implements Scope {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadScope.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Runnable onFailure;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean closing;

    ThreadScope(String name, Runnable onFailure) {
        this.name = name;
        this.onFailure = onFailure;
    }

    @Override
    public void fork(String what, Duty duty) {
        threads.add(Thread.ofVirtual().name(name + "/" + what).start(() -> guard(duty)));
    }

    private void guard(Duty duty) {
        try (duty) {
            Pause pause = duty.step();
            while (pause != null && !Thread.currentThread().isInterrupted()) {
                pause.await();
                pause = duty.step();
            }
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

    @Override
    public void rethrow() {
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
