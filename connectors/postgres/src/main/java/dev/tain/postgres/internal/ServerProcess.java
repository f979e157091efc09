package dev.tain.postgres.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The process of the server that works for one connection.
 *
 * @param pid its number
 * @param serverStart when the server was started, as it writes it: numbers mean nothing at another server, to which a
 *     name can lead as well
 */
record ServerProcess(int pid, String serverStart) {
    private static final String SERVER_START = "pg_catalog.pg_postmaster_start_time()::text";
    private static final String OWN = "SELECT pg_catalog.pg_backend_pid(), " + SERVER_START;

    /** What the process does. */
    enum State {
        /** Something for us, or it waits for something else than us. */
        WORKING,
        /** It waits for us, to send or to take something. */
        WAITING_FOR_US,
        GONE,
        /** Another server was asked. */
        UNKNOWN
    }

    /** The process behind a connection. */
    static ServerProcess of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OWN)) {
            row.next();
            return new ServerProcess(row.getInt(1), row.getString(2));
        }
    }

    /** Asks the server for it, through another connection. */
    State state(Connection other) throws SQLException {
        String query = "SELECT " + SERVER_START + ", a.pid IS NOT NULL, coalesce(a.wait_event_type = 'Client'"
                + " OR a.wait_event = 'WalSenderMain', false) FROM (SELECT 1) AS one"
                + " LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = " + pid;
        try (Statement statement = other.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            if (!row.getString(1).equals(serverStart)) {
                return State.UNKNOWN;
            }
            if (!row.getBoolean(2)) {
                return State.GONE;
            }
            return row.getBoolean(3) ? State.WAITING_FOR_US : State.WORKING;
        }
    }
}
