package dev.tain.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Waits in a test until something holds. The one place in tests that may park a thread.
 *
 * <p>A question that throws counts as "not yet", because servers restart under tests; the last failure is part of the
 * message.
 */
public final class Await {
    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Duration limit;
    private final Duration pause;

    private Await(Duration limit, Duration pause) {
        this.limit = limit;
        this.pause = pause;
    }

    public static Await atMost(Duration limit) {
        return new Await(limit, PAUSE);
    }

    /** Asks once in this time, where the question itself costs something; every 10 ms otherwise. */
    public Await every(Duration time) {
        return new Await(limit, time);
    }

    /** Waits up to 30 seconds until the condition is true. */
    public static void until(String what, Callable<Boolean> condition) {
        atMost(DEFAULT_LIMIT).thatHolds(what, condition);
    }

    /** Waits up to 30 seconds until the value equals the expected one. */
    public static <T> void untilEqual(String what, T expected, Callable<T> value) {
        atMost(DEFAULT_LIMIT).value(what + " is " + expected, value, expected::equals);
    }

    public void thatHolds(String what, Callable<Boolean> condition) {
        value(what, condition, held -> held);
    }

    /** Waits for a value that the test accepts, and returns it. */
    public <T> T value(String what, Callable<T> value, Predicate<? super T> accepted) {
        long start = System.nanoTime();
        @Nullable Object lastAnswer = null;
        @Nullable Exception lastFailure = null;
        do {
            try {
                T answer = value.call();
                if (accepted.test(answer)) {
                    return answer;
                }
                lastAnswer = answer;
                lastFailure = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting until " + what, e);
            } catch (Exception e) {
                lastFailure = e;
            }
            LockSupport.parkNanos(pause.toNanos());
        } while (System.nanoTime() - start < limit.toNanos()
                && !Thread.currentThread().isInterrupted());
        String seen = lastFailure == null ? "the last answer was " + lastAnswer : "the last try failed: " + lastFailure;
        throw new AssertionError("waited " + limit.toMillis() + " ms in vain until " + what + "; " + seen, lastFailure);
    }
}
