package dev.tain.app.internal.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Customers who use the shop: transactions at a steady pace on several connections. Owned by the demo's main thread;
 * one virtual thread for each connection.
 */
final class Workload implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final long SEED = 20_240_229;

    private final Database database;
    private final ShopSize size;
    private final Pace pace;
    private final AtomicLong commits = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    /** Threads hold it for reading while a transaction is open, so that holding it for writing means that none is. */
    private final ReadWriteLock open = new ReentrantReadWriteLock(true);

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closing;

    private Workload(Database database, ShopSize size, int commitsPerSecond) {
        this.database = database;
        this.size = size;
        this.pace = new Pace(commitsPerSecond);
    }

    static Workload start(Database database, ShopSize size, int commitsPerSecond) {
        Workload workload = new Workload(database, size, commitsPerSecond);
        SplittableRandom seeds = new SplittableRandom(SEED);
        for (int i = 0; i < CONNECTIONS; i++) {
            SplittableRandom random = seeds.split();
            workload.threads.add(Thread.ofVirtual().name("workload-" + i).start(() -> workload.guard(random)));
        }
        return workload;
    }

    void changePace(int commitsPerSecond) {
        pace.change(commitsPerSecond);
    }

    /** Transactions committed so far. */
    long commits() {
        return commits.get();
    }

    /** Until it is closed no transaction is open and none begins. */
    interface Held extends AutoCloseable {
        @Override
        void close();
    }

    /** Returns when the open transactions have ended. Closed by the thread that asked. */
    Held hold() {
        open.writeLock().lock();
        return open.writeLock()::unlock;
    }

    /** Throws what ended a thread, if something did. */
    void check() {
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("The workload on the source failed: " + thrown.getMessage(), thrown);
        }
    }

    private void guard(SplittableRandom random) {
        try {
            work(random);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        } catch (SQLException | RuntimeException e) {
            if (!closing) {
                failure.compareAndSet(null, e);
            }
        }
    }

    private void work(SplittableRandom random) throws SQLException, InterruptedException {
        try (Connection connection = database.connect()) {
            Map<Deed, PreparedStatement> statements = new EnumMap<>(Deed.class);
            for (Deed deed : Deed.values()) {
                statements.put(deed, connection.prepareStatement(deed.sql(size)));
            }
            while (!closing) {
                pace.await();
                open.readLock().lock();
                try {
                    run(random, statements);
                } finally {
                    open.readLock().unlock();
                }
            }
        }
    }

    /** Each statement is a transaction of its own, and changes between one row and a whole order. */
    private void run(SplittableRandom random, Map<Deed, PreparedStatement> statements) throws SQLException {
        PreparedStatement statement = statements.get(Deed.chosenBy(random.nextLong(Long.MAX_VALUE)));
        if (statement != null) {
            statement.setLong(1, random.nextLong(Integer.MAX_VALUE));
            statement.executeUpdate();
            commits.incrementAndGet();
        }
    }

    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
