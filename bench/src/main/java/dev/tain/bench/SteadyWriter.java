package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Commits each time that it is run: by turns new rows and changes to old ones. */
final class SteadyWriter implements Runnable, AutoCloseable {
    private static final String INSERT =
            "insert into orders select " + OrdersTable.row("i") + " from generate_series(?::bigint, ?::bigint) i";
    private static final String UPDATE =
            "update orders set amount = amount + 1, note = reverse(note) where id between ? and ?";
    private static final long STRIDE = 7919;

    private final Connection connection;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final long last;
    private final SteadyLoad load;
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private int written;

    private SteadyWriter(Connection connection, long last, SteadyLoad load) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement(INSERT);
        this.update = connection.prepareStatement(UPDATE);
        this.last = last;
        this.load = load;
    }

    /** @param last the greatest key before */
    static SteadyWriter open(PostgresDatabase source, long last, SteadyLoad load) throws SQLException {
        return new SteadyWriter(source.connect(), last, load);
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
            int rows = load.rowsPerCommit();
            long first = isInsert ? last + 1 + (long) written / 2 * rows : 1 + written * STRIDE % (last - rows);
            statement.setLong(1, first);
            statement.setLong(2, first + rows - 1);
            statement.executeUpdate();
            if (++written == 2 * load.inserts()) {
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
