package dev.tain.e2e;

import dev.tain.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Random transactions against a source, the same for the same seed as long as one thread runs them. Every kind of
 * change is among them, see {@link WorkloadChanges}; so are rollbacks, savepoints and conflicts.
 */
final class Workload implements AutoCloseable {
    /** Serialization failure, deadlock, unique violation: what happens when threads meet. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "23505");

    private final PostgresDatabase source;
    private final long seed;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong committed = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean stopping;

    private Workload(PostgresDatabase source, long seed) {
        this.source = source;
        this.seed = seed;
    }

    /** Creates the tables and first rows. */
    static Workload prepare(PostgresDatabase source, long seed) {
        source.execute(WorkloadChanges.SCHEMA.toArray(String[]::new));
        Workload workload = new Workload(source, seed);
        workload.run(200);
        return workload;
    }

    static String[] tables() {
        return WorkloadChanges.TABLES.toArray(String[]::new);
    }

    /** Runs that many transactions on this thread. */
    void run(int transactions) {
        Random random = new Random(seed + committed.get());
        try (Connection connection = connect()) {
            for (int i = 0; i < transactions; i++) {
                transaction(connection, random);
            }
        } catch (SQLException e) {
            throw new AssertionError("the workload failed, seed " + seed, e);
        }
    }

    /** Runs transactions on several threads until stopped. */
    void start(int count) {
        stopping = false;
        for (int i = 0; i < count; i++) {
            Random random = new Random(seed + committed.get() + 1_000_003L * (i + 1));
            threads.add(Thread.ofVirtual().name("workload-" + i).start(() -> runUntilStopped(random)));
        }
    }

    private void runUntilStopped(Random random) {
        try (Connection connection = connect()) {
            while (!stopping) {
                transaction(connection, random);
            }
        } catch (SQLException | RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Transactions committed so far. */
    long committed() {
        return committed.get();
    }

    /** Ends all threads and fails when one of them has. */
    void stop() {
        stopping = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while stopping the workload", e);
            }
        }
        threads.clear();
        Exception failed = failure.get();
        if (failed != null) {
            throw new AssertionError("the workload failed, seed " + seed, failed);
        }
    }

    @Override
    public void close() {
        stop();
    }

    private Connection connect() throws SQLException {
        Connection connection = source.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private void transaction(Connection connection, Random random) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            WorkloadChanges changes = new WorkloadChanges(statement, random);
            int count = 1 + random.nextInt(6);
            for (int i = 0; i < count; i++) {
                changes.any();
            }
            if (random.nextInt(12) == 0) {
                connection.rollback();
            } else {
                connection.commit();
                committed.incrementAndGet();
            }
        } catch (SQLException e) {
            connection.rollback();
            if (!CONFLICTS.contains(e.getSQLState())) {
                throw e;
            }
        }
    }
}
