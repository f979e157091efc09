package dev.tain.engine.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What was opened one after the other, closed together in the opposite order. Used by one thread. */
final class Opened implements AutoCloseable {
    private final Deque<Closing> open = new ArrayDeque<>();

    private interface Closing {
        void close() throws Exception;
    }

    <T extends AutoCloseable> T add(T resource) {
        open.push(resource::close);
        return resource;
    }

    /** Closes everything, also when closing something fails; throws the first failure. */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!open.isEmpty()) {
            failure = close(open.pop(), failure);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable RuntimeException close(Closing resource, @Nullable RuntimeException earlier) {
        try {
            resource.close();
            return earlier;
        } catch (Exception e) {
            RuntimeException failure =
                    e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
            if (earlier == null) {
                return failure;
            }
            earlier.addSuppressed(failure);
            return earlier;
        }
    }
}
