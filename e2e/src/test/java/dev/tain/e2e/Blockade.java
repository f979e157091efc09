package dev.tain.e2e;

import dev.tain.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A transaction that stays open, and with it the locks that its statements took, until it is ended. */
final class Blockade implements AutoCloseable {
    private final Connection connection;

    private Blockade(Connection connection) {
        this.connection = connection;
    }

    static Blockade of(PostgresDatabase database, String... statements) {
        try {
            Connection connection = database.connect();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            return new Blockade(connection);
        } catch (SQLException e) {
            throw new AssertionError(String.join("; ", statements), e);
        }
    }

    void commit() {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** Rolls back unless committed. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
