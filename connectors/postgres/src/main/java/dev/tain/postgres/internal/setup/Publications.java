package dev.tain.postgres.internal.setup;

import dev.tain.connector.StreamSpec;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes, changes and drops publications that Tain owns. */
public final class Publications {
    private static final String OPTIONS =
            "(publish = 'insert, update, delete, truncate', publish_via_partition_root = true)";

    /** Before the epoch, in the comment of a publication. */
    private static final String MADE_BY = "Tain, epoch ";

    private Publications() {}

    /**
     * Makes the owned publication of the spec hold exactly its tables, whole rows of them. Changes nothing that is
     * right.
     *
     * <p>The epoch is kept in the publication's comment, and looked at and changed under a lock, because a process that
     * slept until another one took the mirror over would otherwise publish fewer tables than that one believes.
     */
    public static void publish(Connection connection, StreamSpec spec, long epoch) {
        try {
            connection.setAutoCommit(false);
            lock(connection, spec.publication());
            requireNewest(connection, spec.publication(), epoch);
            change(connection, spec);
            execute(
                    connection,
                    "COMMENT ON PUBLICATION " + Identifiers.quote(spec.publication()) + " IS "
                            + Identifiers.literal(MADE_BY + Long.toUnsignedString(epoch)));
            connection.commit();
        } catch (SQLException e) {
            throw Errors.translate(e, "changing publication " + spec.publication());
        }
    }

    private static void lock(Connection connection, String publication) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            statement.setString(1, MADE_BY + publication);
            statement.execute();
        }
    }

    private static void requireNewest(Connection connection, String publication, long epoch) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT obj_description(oid, 'pg_publication') FROM pg_catalog.pg_publication WHERE pubname = ?")) {
            statement.setString(1, publication);
            try (ResultSet row = statement.executeQuery()) {
                String comment = row.next() ? row.getString(1) : null;
                if (comment != null
                        && comment.startsWith(MADE_BY)
                        && Long.compareUnsigned(epochOf(comment), epoch) > 0) {
                    throw new TainException(
                            ErrorCode.LEASE_LOST,
                            "A newer owner of the mirror has published its tables; epoch "
                                    + Long.toUnsignedString(epoch) + " may no longer change publication " + publication
                                    + ".",
                            "Nothing is needed: whoever holds the lease goes on.");
                }
            }
        }
    }

    /** 0 for a comment that somebody changed by hand. */
    private static long epochOf(String comment) {
        try {
            return Long.parseUnsignedLong(comment.substring(MADE_BY.length()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void change(Connection connection, StreamSpec spec) {
        Set<TableName> wanted = Set.copyOf(spec.tableNames());
        String name = Identifiers.quote(spec.publication());
        Optional<Publication> present = Publication.find(connection, spec.publication());
        if (present.isEmpty()) {
            execute(
                    connection,
                    "CREATE PUBLICATION " + name + (wanted.isEmpty() ? "" : " FOR" + list(wanted)) + " WITH "
                            + OPTIONS);
        } else {
            change(connection, name, present.get(), wanted);
        }
    }

    private static void change(Connection connection, String name, Publication present, Set<TableName> wanted) {
        if (!present.operations().equals(Publication.OPERATIONS) || !present.viaRoot()) {
            execute(connection, "ALTER PUBLICATION " + name + " SET " + OPTIONS);
        }
        if (present.listed().equals(wanted) && present.restricted().isEmpty() && !present.wholeSchemas()) {
            return;
        }
        execute(
                connection,
                wanted.isEmpty()
                        ? "ALTER PUBLICATION " + name + " DROP" + list(present.listed())
                        : "ALTER PUBLICATION " + name + " SET" + list(wanted));
    }

    /** An absent publication is fine. */
    public static void drop(Connection connection, String publication) {
        execute(connection, "DROP PUBLICATION IF EXISTS " + Identifiers.quote(publication));
    }

    /** Only the tables themselves: tables that inherit from them are mirrored when they are named, too. */
    private static String list(Set<TableName> tables) {
        return tables.stream()
                .sorted()
                .map(table -> "ONLY " + Identifiers.quote(table))
                .collect(Collectors.joining(", ", " TABLE ", ""));
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw Errors.translate(
                    e, "running " + sql.substring(0, sql.indexOf('"')).strip());
        }
    }
}
