package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Commits of one row each at a steady rate at the source, by turns an insert and an update of another row, while the
 * destination is looked at for the inserted ones.
 *
 * <p>When a row was committed is what the source's server noted (track_commit_timestamp). When it was visible is when a
 * look at the destination, by the key's index and a fraction of a millisecond apart from the next, first found it. Both
 * clocks are the same machine's, nothing is added to what is replicated, and every consumer is measured alike.
 *
 * @param rate commits a second
 */
record SteadyLoad(int rate, int seconds) {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long PAUSE_NANOS = 500_000;
    private static final long PATIENCE_SECONDS = 120;
    private static final String INSERT =
            "insert into orders select " + OrdersTable.row("i") + " from (values (?::bigint)) as given (i)";
    private static final String UPDATE = "update orders set amount = amount + 1, note = reverse(note) where id = ?";

    Latencies run(PostgresDatabase source, PostgresDatabase destination) throws Exception {
        long last = Long.parseLong(source.value("select max(id) from orders"));
        Thread writer = Thread.ofPlatform().start(() -> write(source, last));
        long[] visible = watch(destination, last);
        writer.join();
        return latencies(source, last, visible);
    }

    private long inserts() {
        return (long) rate * seconds / 2;
    }

    private void write(PostgresDatabase source, long last) {
        try (Connection connection = source.connect();
                PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement update = connection.prepareStatement(UPDATE)) {
            long start = System.nanoTime();
            for (long i = 0; i < 2 * inserts(); i++) {
                parkUntil(start + i * NANOS_PER_SECOND / rate);
                if (i % 2 == 0) {
                    insert.setLong(1, last + 1 + i / 2);
                    insert.executeUpdate();
                } else {
                    update.setLong(1, 1 + i * 7919 % last);
                    update.executeUpdate();
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the load failed", e);
        }
    }

    private static void parkUntil(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** When each inserted row was first seen, in microseconds since 1970. */
    private long[] watch(PostgresDatabase destination, long last) throws SQLException {
        long[] seen = new long[(int) inserts()];
        long deadline = System.nanoTime() + (seconds + PATIENCE_SECONDS) * NANOS_PER_SECOND;
        try (Connection connection = destination.connect();
                PreparedStatement look =
                        connection.prepareStatement("select id from orders where id > ? order by id")) {
            long newest = last;
            while (newest < last + inserts()) {
                look.setLong(1, newest);
                try (ResultSet rows = look.executeQuery()) {
                    long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                    while (rows.next()) {
                        newest = rows.getLong(1);
                        seen[(int) (newest - last) - 1] = now;
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("only " + (newest - last) + " of " + inserts() + " rows arrived");
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return seen;
    }

    private Latencies latencies(PostgresDatabase source, long last, long[] visible) throws SQLException {
        long[] micros = new long[(int) inserts()];
        int count = 0;
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id, (extract(epoch from pg_xact_commit_timestamp(xmin))"
                        + " * 1000000)::bigint from orders where id > " + last)) {
            while (rows.next()) {
                micros[count++] = visible[(int) (rows.getLong(1) - last) - 1] - rows.getLong(2);
            }
        }
        return new Latencies(micros);
    }
}
