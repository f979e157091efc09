package dev.tain.postgres.internal.apply;

import dev.tain.postgres.internal.Errors;
import java.sql.SQLException;
import java.util.Set;

/**
 * Empties a table. Truncation is tried first; where it is not allowed, another
 * table refers to this one, or readers hold it for too long, rows are deleted one by one.
 */
final class Emptying {
    private static final String SAVEPOINT = "tain_truncate";
    /** Privilege missing, feature (tables that refer to it), lock not available. */
    private static final Set<String> NOT_POSSIBLE = Set.of("42501", "0A000", "55P03");

    private final Session session;
    private final TableWriter writer;

    Emptying(Session session, TableWriter writer) {
        this.session = session;
        this.writer = writer;
    }

    /** Does with the table's rows what a truncation of the source's table wants. */
    void run() throws SQLException {
        if (writer.layout().mapped().softDeletes()) {
            session.run(writer.sql().flagAllDeleted());
        } else {
            removeAll();
        }
    }

    void removeAll() throws SQLException {
        session.run("SAVEPOINT " + SAVEPOINT);
        try {
            session.run("SET LOCAL lock_timeout = '2s'", writer.sql().truncate());
            session.defer("SET LOCAL lock_timeout = '30s'"); // as every connection of ours has it
            session.defer("RELEASE " + SAVEPOINT);
        } catch (SQLException e) {
            if (!NOT_POSSIBLE.contains(Errors.state(e))) {
                throw e;
            }
            session.run("ROLLBACK TO " + SAVEPOINT, writer.sql().deleteAll());
        }
    }
}
