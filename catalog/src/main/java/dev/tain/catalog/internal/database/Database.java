package dev.tain.catalog.internal.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.tain.model.TainException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.NoTemplateEngine;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * Transactions on the catalog's database, for any number of threads. Everything that is thrown is a
 * {@link TainException}. What differs between SQLite and PostgreSQL is in the connections that come in, in the number
 * of writers at a time, and in the spelling of the clock.
 */
public final class Database implements AutoCloseable {
    /** How long a transaction waits for a connection, and a writer for its turn. */
    public static final int WAIT_SECONDS = 10;

    private final Pools pools;
    private final Jdbi reader;
    private final Jdbi writer;
    private final Jdbi lazyWriter;
    private final Semaphore turns;
    private final String nowMillis;

    /**
     * @param maxWriters writers at a time; 1 for SQLite, whose own waiting is by polling
     * @param nowMillis the database's clock as an SQL expression, milliseconds since 1970
     */
    Database(Pools pools, int maxWriters, String nowMillis) {
        this.pools = pools;
        this.reader = jdbi(pools.reader());
        this.writer = jdbi(pools.writer());
        this.lazyWriter = jdbi(pools.lazyWriter());
        this.turns = new Semaphore(maxWriters, true);
        this.nowMillis = nowMillis;
    }

    private static Jdbi jdbi(HikariDataSource pool) {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.getConfig(SqlStatements.class).setTemplateEngine(new NoTemplateEngine()); // our SQL has < in it
        return jdbi;
    }

    /** Reads; all of it sees the database as it was at one moment. */
    public <T> T read(Function<Handle, T> work) {
        return translated(() -> reader.inTransaction(work::apply));
    }

    /** Writes all of it or nothing; durable on return. */
    public <T> T write(Function<Handle, T> work) {
        return translated(() -> inTurn(() -> writer.inTransaction(work::apply)));
    }

    /** As {@link #write}, without a result. */
    public void run(Consumer<Handle> work) {
        write(handle -> {
            work.accept(handle);
            return true;
        });
    }

    /** As {@link #run}, but a power cut may undo it within the next moments; a crash of the process does not. */
    public void runLazily(Consumer<Handle> work) {
        translated(() -> inTurn(() -> {
            lazyWriter.useTransaction(work::accept);
            return true;
        }));
    }

    /** The database's clock as an SQL expression, milliseconds since 1970. */
    public String nowMillis() {
        return nowMillis;
    }

    private <T> T inTurn(Work<T> work) {
        try {
            if (!turns.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw SqlFailure.busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SqlFailure.interrupted(e);
        }
        try {
            return work.done();
        } finally {
            turns.release();
        }
    }

    private static <T> T translated(Work<T> work) {
        try {
            return work.done();
        } catch (JdbiException e) {
            throw SqlFailure.of(e);
        }
    }

    @Override
    public void close() {
        pools.close();
    }

    /** What may throw only unchecked exceptions, Jdbi's among them. */
    private interface Work<T> {
        T done();
    }
}
