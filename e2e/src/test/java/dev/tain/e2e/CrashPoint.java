package dev.tain.e2e;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call at which a process ends as if its power were cut.
 *
 * @param call the interface and the method, such as {@code Applier.commit}
 * @param after whether the call is made first
 * @param count which call it is, from 1, counted from the moment that the point is set
 */
record CrashPoint(String call, boolean after, int count) {
    /** The exit status of a process that ended so. */
    static final int STATUS = 86;

    /** Reads the form {@code Applier.commit:after:3}. */
    static CrashPoint parse(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3 || !(parts[1].equals("before") || parts[1].equals("after"))) {
            throw new IllegalArgumentException("not a crash point: " + text);
        }
        return new CrashPoint(parts[0], parts[1].equals("after"), Integer.parseInt(parts[2]));
    }

    @Override
    public String toString() {
        return call + (after ? ":after:" : ":before:") + count;
    }

    /** The point that is set in this process, if any, and the calls that are left until it. */
    static final class Armed {
        private final AtomicReference<@Nullable CrashPoint> point = new AtomicReference<>();

        void set(CrashPoint other) {
            point.set(other);
        }

        void passing(String call, boolean after) {
            CrashPoint now = point.get();
            if (now == null || now.after != after || !now.call.equals(call)) {
                return;
            }
            if (now.count <= 1) {
                Runtime.getRuntime().halt(STATUS);
            }
            if (!point.compareAndSet(now, new CrashPoint(call, after, now.count - 1))) {
                passing(call, after); // another thread passed meanwhile
            }
        }
    }
}
