package dev.tain.postgres.internal;

import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.TainException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The server's write-ahead log. */
public final class Log {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Log() {}

    /**
     * Where the next record will be written. The commit of whatever is visible now is before it, even when the server
     * has not flushed it yet.
     */
    public static Lsn position(Connection connection) {
        return query(connection, "SELECT pg_catalog.pg_current_wal_insert_lsn()::text", "reading the log's position");
    }

    /**
     * Commits a transaction without rows that every slot of this database delivers; returns a position before its end.
     */
    public static Lsn heartbeat(Connection connection) {
        return query(
                connection,
                "SELECT pg_catalog.pg_logical_emit_message(true, 'tain_heartbeat', '')::text",
                "writing a heartbeat");
    }

    private static Lsn query(Connection connection, String query, String doing) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return Lsn.of(row.getString(1));
        } catch (SQLException e) {
            throw Errors.translate(e, doing);
        }
    }

    /**
     * Waits until every transaction of this database is over that has changed something by now. Those of other
     * databases don't matter to us.
     */
    public static void settle(Connection connection) {
        settle(connection, Long.MAX_VALUE);
    }

    /** The same for a limited time; false when one of them still goes on then. */
    public static boolean settle(Connection connection, long millis) {
        long began = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            Set<String> waitedFor = inProgress(statement);
            while (!waitedFor.isEmpty()) {
                if (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) >= millis) {
                    return false;
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new TainException(
                            ErrorCode.POSTGRES_CONFLICT,
                            "Interrupted while waiting for the end of " + waitedFor.size() + " transactions.",
                            "It is tried again. Transactions that stay open for long are in pg_stat_activity.");
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                waitedFor.retainAll(inProgress(statement));
            }
            return true;
        } catch (SQLException e) {
            throw Errors.translate(e, "waiting for transactions that are in progress");
        }
    }

    /** Every transaction that changes something holds a lock on its own number, prepared ones too. */
    private static Set<String> inProgress(Statement statement) throws SQLException {
        Set<String> transactions = new HashSet<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT l.transactionid::text FROM pg_catalog.pg_locks l
                  LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
                 WHERE l.locktype = 'transactionid' AND l.mode = 'ExclusiveLock' AND l.granted
                   AND (a.datname IS NULL OR a.datname = current_database())
                """)) {
            while (rows.next()) {
                transactions.add(rows.getString(1));
            }
        }
        return transactions;
    }
}
