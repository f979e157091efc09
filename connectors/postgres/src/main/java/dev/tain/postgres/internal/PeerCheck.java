package dev.tain.postgres.internal;

import dev.tain.connector.PeerReport;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether a server can be used at all, by whatever role, and what a person should know about it. */
public final class PeerCheck {
    public static final int OLDEST = 14;
    public static final int NEWEST = 18;

    private static final String LOOK = """
            SELECT current_setting('server_version'), current_setting('server_version_num')::int / 10000,
                   pg_is_in_recovery(), current_setting('wal_level'), version(),
                   (SELECT s.ssl FROM pg_stat_ssl s WHERE s.pid = pg_backend_pid())
            """;

    private PeerCheck() {}

    /** Connects and looks. Throws when the server cannot be used. */
    public static PeerReport run(Connections connections) {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOOK)) {
            row.next();
            requireSupported(row.getString(1), row.getInt(2), row.getString(5));
            return new PeerReport(row.getString(1), notes(row));
        } catch (SQLException e) {
            throw Errors.translate(e, "looking at " + connections.host());
        }
    }

    /** Throws unless the server's version is one that Tain is tested with. A newer one is refused until it is. */
    private static void requireSupported(String version, int major, String product) {
        if (major < OLDEST || major > NEWEST) {
            throw new TainException(
                    ErrorCode.POSTGRES_VERSION_UNSUPPORTED,
                    "The server is PostgreSQL " + version + "; Tain works with versions " + OLDEST + " to " + NEWEST
                            + ".",
                    "Use a server of one of these versions.");
        }
        if (!product.startsWith("PostgreSQL ") || product.contains("-YB-")) {
            throw new TainException(
                    ErrorCode.POSTGRES_VERSION_UNSUPPORTED,
                    "The server speaks PostgreSQL's protocol but is another product: " + product,
                    "Use a PostgreSQL server.");
        }
    }

    private static List<String> notes(ResultSet row) throws SQLException {
        List<String> notes = new ArrayList<>();
        if (row.getBoolean(3)) {
            notes.add("The server is a standby: it can be neither a destination nor, yet, a source of changes.");
        }
        if (!row.getString(4).equals("logical")) {
            notes.add("wal_level is " + row.getString(4) + ": as a source of changes it must be logical.");
        }
        if (!row.getBoolean(6)) {
            notes.add("The connection is not encrypted.");
        }
        return notes;
    }
}
