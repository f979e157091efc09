package dev.tain.bench;

import dev.tain.testkit.Await;
import dev.tain.testkit.PostgresDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Looks for the last change of a backlog at a destination, by its key, which costs the server next to nothing. */
final class Visible {
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private Visible() {}

    /** Waits until the last row is there. */
    static void await(PostgresDatabase destination) {
        await(destination, true);
    }

    /** Waits until the last row is gone. */
    static void awaitGone(PostgresDatabase destination) {
        await(destination, false);
    }

    private static void await(PostgresDatabase destination, boolean there) {
        try (Connection connection = destination.connect();
                PreparedStatement look = connection.prepareStatement(
                        "select 1 from " + OrdersTable.NAME + " where id = " + OrdersTable.LAST_KEY)) {
            Await.atMost(LIMIT).thatHolds("the last change is visible", () -> found(look) == there);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot look into " + destination.name(), e);
        }
    }

    private static boolean found(PreparedStatement look) throws SQLException {
        try (ResultSet row = look.executeQuery()) {
            return row.next();
        }
    }
}
