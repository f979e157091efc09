package dev.tain.postgres.internal;

import dev.tain.model.Lsn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The server's write-ahead log. */
public final class Log {
    private Log() {}

    /**
     * Where the next record will be written. The commit of whatever is visible now is before it, even when the server has not
     * flushed it yet.
     */
    public static Lsn position(Connection connection) {
        return query(connection, "SELECT pg_catalog.pg_current_wal_insert_lsn()::text", "reading the log's position");
    }

    /** Commits a transaction without rows that every slot of this database delivers; returns a position before its end. */
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
}
