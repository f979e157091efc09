package dev.tain.postgres.internal.setup;

import dev.tain.connector.StreamSpec;
import dev.tain.model.TableName;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes, changes and drops publications that Tain owns. */
public final class Publications {
    private static final String OPTIONS =
            "(publish = 'insert, update, delete, truncate', publish_via_partition_root = true)";

    private Publications() {}

    /**
     * Makes the owned publication of the spec hold exactly its tables, whole rows of them. Changes nothing that is
     * right.
     */
    public static void publish(Connection connection, StreamSpec spec) {
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
