package dev.tain.postgres.internal.observe;

import dev.tain.connector.Observer.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Connections of ours, but for the one that looks. */
final class Sessions {
    private static final String QUERY = """
            SELECT pid, coalesce(wait_event, '') AS wait_event, coalesce(wait_event_type, '') AS wait_event_type,
                   coalesce(query_start::text, '') AS query_start, coalesce(query, '') AS query,
                   coalesce(extract(epoch FROM clock_timestamp() - query_start), 0)::float8 AS seconds,
                   coalesce(state, '') AS state
              FROM pg_catalog.pg_stat_activity
             WHERE usename = current_user AND starts_with(application_name, 'tain') AND pid <> pg_backend_pid()
             ORDER BY pid
            """;

    private Sessions() {}

    static List<Session> ours(Connection connection) throws SQLException {
        List<Session> sessions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                sessions.add(new Session(
                        rows.getLong("pid"),
                        rows.getString("wait_event"),
                        rows.getString("wait_event_type"),
                        rows.getString("query_start"),
                        rows.getString("query"),
                        Math.max(0, rows.getDouble("seconds")),
                        rows.getString("state")));
            }
        }
        return sessions;
    }
}
