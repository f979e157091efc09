package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Looks for new rows each time that it is run, and notes when it found them first. */
final class ArrivalWatch implements Runnable, AutoCloseable {
    private final Connection connection;
    private final PreparedStatement look;
    private final long last;
    private final long[] arrivals;
    private final CompletableFuture<Long> done = new CompletableFuture<>();
    private long newest;

    private ArrivalWatch(Connection connection, long last, int expected) throws SQLException {
        this.connection = connection;
        this.look = connection.prepareStatement("select id from orders where id > ? order by id");
        this.last = last;
        this.newest = last;
        this.arrivals = new long[expected];
    }

    /** @param last the greatest key before; the expected ones follow without gap */
    static ArrivalWatch open(PostgresDatabase destination, long last, int expected) throws SQLException {
        return new ArrivalWatch(destination.connect(), last, expected);
    }

    /** Complete when all rows are there, or with what failed. */
    Future<Long> done() {
        return done;
    }

    /** By row, in microseconds since 1970; read once {@link #done}. */
    long[] arrivals() {
        return arrivals;
    }

    @Override
    public void run() {
        if (done.isDone()) {
            return;
        }
        try {
            look.setLong(1, newest);
            try (ResultSet rows = look.executeQuery()) {
                long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                while (rows.next()) {
                    newest = rows.getLong(1);
                    arrivals[(int) (newest - last) - 1] = now;
                }
            }
            if (newest == last + arrivals.length) {
                done.complete(newest);
            }
        } catch (SQLException e) {
            done.completeExceptionally(e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
