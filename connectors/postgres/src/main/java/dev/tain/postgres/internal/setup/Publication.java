package dev.tain.postgres.internal.setup;

import dev.tain.model.TableName;
import dev.tain.postgres.internal.Errors;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A publication as the server shows it.
 *
 * @param operations what it publishes of insert, update, delete and truncate
 * @param viaRoot whether changes of partitions come under the name of the partitioned table
 * @param listed tables that it names itself, as opposed to all tables or whole schemas
 * @param restricted those of them of which it publishes only some rows or columns
 * @param published the tables under whose names changes come, with what comes of them
 */
record Publication(
        boolean allTables,
        boolean wholeSchemas,
        Set<String> operations,
        boolean viaRoot,
        Set<TableName> listed,
        Set<TableName> restricted,
        Map<TableName, Published> published) {
    static final Set<String> OPERATIONS = Set.of("insert", "update", "delete", "truncate");

    private static final String LOOK = """
            SELECT p.puballtables, p.pubinsert, p.pubupdate, p.pubdelete, p.pubtruncate, p.pubviaroot
              FROM pg_catalog.pg_publication p WHERE p.pubname = ?
            """;
    /** Row filters, column lists and schemas came with version 15; of what a version lacks, the text is null. */
    private static final String LISTED = """
            SELECT n.nspname, c.relname, to_jsonb(r) ->> 'prqual' IS NOT NULL OR to_jsonb(r) ->> 'prattrs' IS NOT NULL
              FROM pg_catalog.pg_publication p JOIN pg_catalog.pg_publication_rel r ON r.prpubid = p.oid
              JOIN pg_catalog.pg_class c ON c.oid = r.prrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE p.pubname = ?
            """;

    private static final String SCHEMAS = """
            SELECT EXISTS (SELECT FROM pg_catalog.pg_publication p
              JOIN pg_catalog.pg_publication_namespace s ON s.pnpubid = p.oid WHERE p.pubname = ?)
            """;
    private static final int SINCE_SCHEMAS = 15;

    private static final String PUBLISHED = """
            SELECT t.schemaname, t.tablename, to_jsonb(t) ->> 'rowfilter' IS NOT NULL,
                   CASE WHEN to_jsonb(t) -> 'attnames' IS NOT NULL
                        THEN ARRAY(SELECT jsonb_array_elements_text(to_jsonb(t) -> 'attnames')) END
              FROM pg_catalog.pg_publication_tables t WHERE t.pubname = ?
            """;

    /**
     * What comes of a table.
     *
     * @param filtered whether only rows that meet a condition come
     * @param columns the columns that come; empty when the server has no column lists, so that all do
     */
    record Published(boolean filtered, Set<String> columns) {}

    static Optional<Publication> find(Connection connection, String name) {
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(read(connection, name, row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw Errors.translate(e, "looking at publication " + name);
        }
    }

    private static Publication read(Connection connection, String name, ResultSet row) throws SQLException {
        Set<String> operations = new HashSet<>();
        for (String operation : OPERATIONS) {
            if (row.getBoolean("pub" + operation)) {
                operations.add(operation);
            }
        }
        Set<TableName> listed = new HashSet<>();
        Set<TableName> restricted = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(LISTED)) {
            statement.setString(1, name);
            try (ResultSet tables = statement.executeQuery()) {
                while (tables.next()) {
                    TableName table = new TableName(tables.getString(1), tables.getString(2));
                    listed.add(table);
                    if (tables.getBoolean(3)) {
                        restricted.add(table);
                    }
                }
            }
        }
        return new Publication(
                row.getBoolean("puballtables"),
                hasSchemas(connection, name),
                operations,
                row.getBoolean("pubviaroot"),
                listed,
                restricted,
                published(connection, name));
    }

    private static boolean hasSchemas(Connection connection, String name) throws SQLException {
        if (connection.getMetaData().getDatabaseMajorVersion() < SINCE_SCHEMAS) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement(SCHEMAS)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private static Map<TableName, Published> published(Connection connection, String name) throws SQLException {
        Map<TableName, Published> published = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(PUBLISHED)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Object columns = row.getArray(4) == null
                            ? new String[0]
                            : row.getArray(4).getArray();
                    published.put(
                            new TableName(row.getString(1), row.getString(2)),
                            new Published(row.getBoolean(3), Set.copyOf(List.of((String[]) columns))));
                }
            }
        }
        return published;
    }
}
