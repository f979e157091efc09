package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Commits one row each time that it is run: by turns a new one and a change to an old one. */
final class SteadyWriter implements Runnable, AutoCloseable {
    private static final String INSERT =
            "insert into orders select " + OrdersTable.row("i") + " from (values (?::bigint)) as given (i)";
    private static final String UPDATE = "update orders set amount = amount + 1, note = reverse(note) where id = ?";
    private static final long STRIDE = 7919;

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final long last;
    private final int inserts;
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private int written;

    private SteadyWriter(Connection connection, long last, int inserts) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement(INSERT);
        this.update = connection.prepareStatement(UPDATE);
        this.last = last;
        this.inserts = inserts;
    }

    /** @param last the greatest key before */
    static SteadyWriter open(PostgresDatabase source, long last, int inserts) throws SQLException {
        return new SteadyWriter(source.connect(), last, inserts);
    }

    /** Complete with the last commit, or with what failed. */
    Future<Integer> done() {
        return done;
    }

    @Override
    public void run() {
        if (done.isDone()) {
            return;
        }
        try {
            boolean isInsert = written % 2 == 0;
            PreparedStatement statement = isInsert ? insert : update;
            statement.setLong(1, isInsert ? last + 1 + written / 2 : 1 + written * STRIDE % last);
            statement.executeUpdate();
            if (++written == 2 * inserts) {
                done.complete(written);
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
