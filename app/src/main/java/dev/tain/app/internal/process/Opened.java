package dev.tain.app.internal.process;

import java.util.ArrayDeque;
import java.util.Deque;

/** What was opened one after the other; closed in the reverse order, all of it whatever one of them throws. */
public final class Opened implements AutoCloseable {
    private final Deque<Runnable> ends = new ArrayDeque<>();

    /** @param end ends what was opened just now */
    public void add(Runnable end) {
        ends.push(end);
    }

    @Override
    public void close() {
        RuntimeException failure = null;
        while (!ends.isEmpty()) {
            try {
                ends.pop().run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
