package dev.tain.server.internal.http;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the requests at work, so that a stop lets them finish. Safe for many threads. */
public final class InFlight {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int count;
    private boolean stopping;

    /** One request's stay. */
    public interface Ticket extends AutoCloseable {
        @Override
        void close();
    }

    /** Also those that come too late are counted, so that their refusal is sent. */
    Ticket enter() {
        lock.lock();
        try {
            count++;
            return this::leave;
        } finally {
            lock.unlock();
        }
    }

    private void leave() {
        lock.lock();
        try {
            if (--count == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean stopping() {
        lock.lock();
        try {
            return stopping;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Says from now on that the end has come, and waits until nobody is inside.
     *
     * @return whether all have left in time
     */
    public boolean stop(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            stopping = true;
            long left = limit.toNanos();
            while (count > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
            return count == 0;
        } finally {
            lock.unlock();
        }
    }
}
