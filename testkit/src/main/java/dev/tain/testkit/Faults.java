package dev.tain.testkit;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a {@link FaultProxy} does to the bytes now. Every field is guarded by the lock; whoever waits hears of each
 * change.
 */
final class Faults {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Direction> stalled = EnumSet.noneOf(Direction.class);
    private final Map<Direction, Long> cutAfter = new EnumMap<>(Direction.class);
    private final Map<Direction, Long> passed = new EnumMap<>(Direction.class);
    private Duration latency = Duration.ZERO;
    private long generation;

    void latency(Duration each) {
        change(() -> latency = each);
    }

    void stall(Set<Direction> directions) {
        change(() -> stalled.addAll(directions));
    }

    void resume() {
        change(stalled::clear);
    }

    void cutAfter(Direction direction, long bytes) {
        change(() -> cutAfter.put(direction, bytes));
    }

    /** Every connection that is open now is to end: nobody may go on waiting on its behalf. */
    void endWaits() {
        change(() -> generation++);
    }

    long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    long passed(Direction direction) {
        lock.lock();
        try {
            return passed.getOrDefault(direction, 0L);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits as latency and stall demand, then says how many of the bytes may pass; fewer than asked means cut after
     * them. Empty when the connection, opened in the given generation, was ended meanwhile.
     */
    OptionalLong admit(Direction direction, long bytes, long openedIn) throws InterruptedException {
        lock.lock();
        try {
            long nanos = latency.toNanos();
            while (openedIn == generation && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            while (openedIn == generation && stalled.contains(direction)) {
                changed.await(1, TimeUnit.MINUTES);
            }
            return openedIn == generation ? OptionalLong.of(count(direction, bytes)) : OptionalLong.empty();
        } finally {
            lock.unlock();
        }
    }

    private long count(Direction direction, long bytes) {
        Long left = cutAfter.get(direction);
        long admitted = left == null ? bytes : Math.min(left, bytes);
        if (left != null && left < bytes) {
            cutAfter.remove(direction);
        } else if (left != null) {
            cutAfter.put(direction, left - bytes);
        }
        passed.merge(direction, admitted, Long::sum);
        return admitted;
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
