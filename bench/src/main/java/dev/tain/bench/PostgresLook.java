package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.LongStream;

/** Looks by the key's index. */
record PostgresLook(Connection connection, PreparedStatement statement) implements Look {
    static PostgresLook open(PostgresDatabase destination) throws SQLException {
        Connection connection = destination.connect();
        return new PostgresLook(
                connection, connection.prepareStatement("select id from orders where id > ? order by id"));
    }

    @Override
    public long[] after(long key) throws SQLException {
        statement.setLong(1, key);
        LongStream.Builder keys = LongStream.builder();
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                keys.add(rows.getLong(1));
            }
        }
        return keys.build().toArray();
    }

    @Override
    public long pauseNanos() {
        return 500_000;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
