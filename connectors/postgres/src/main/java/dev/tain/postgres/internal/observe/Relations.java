package dev.tain.postgres.internal.observe;

import dev.tain.connector.Observer.Table;
import dev.tain.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Schemas, tables and publications. */
final class Relations {
    private static final String USERS_SCHEMA = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    private static final String SCHEMAS =
            "SELECT n.nspname FROM pg_catalog.pg_namespace n WHERE " + USERS_SCHEMA + " ORDER BY n.nspname";

    private static final String EVERYTHING = """
            SELECT n.nspname, c.relname
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND\s""" + USERS_SCHEMA + " ORDER BY n.nspname, c.relname";

    /** The rule for what identifies rows is that of the check of a new mirror. */
    private static final String TABLES = """
            SELECT n.nspname, c.relname, c.relreplident = 'f' AS whole_rows,
                   c.relpersistence = 'p' AND c.relreplident <> 'n'
                     AND EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = c.oid
                           AND CASE c.relreplident WHEN 'i' THEN i.indisreplident
                               ELSE i.indisprimary AND i.indimmediate END)
                     AS mirrorable,
                   pg_catalog.pg_size_pretty(
                     CASE c.relkind
                     WHEN 'p' THEN (SELECT coalesce(sum(pg_catalog.pg_total_relation_size(t.relid)), 0)::int8
                                      FROM pg_catalog.pg_partition_tree(c.oid) t)
                     ELSE coalesce(pg_catalog.pg_total_relation_size(c.oid), 0) END) AS size
              FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition
             ORDER BY c.relname
            """;

    private static final String PUBLICATIONS = "SELECT pubname FROM pg_catalog.pg_publication ORDER BY pubname";

    private Relations() {}

    static List<String> schemas(Connection connection) throws SQLException {
        return texts(connection, SCHEMAS);
    }

    static List<String> publications(Connection connection) throws SQLException {
        return texts(connection, PUBLICATIONS);
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    static List<TableName> everything(Connection connection) throws SQLException {
        List<TableName> names = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(EVERYTHING);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                names.add(new TableName(rows.getString(1), rows.getString(2)));
            }
        }
        return names;
    }

    static List<Table> tables(Connection connection, String schema) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, schema);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(new Table(
                            new TableName(rows.getString("nspname"), rows.getString("relname")),
                            rows.getBoolean("mirrorable"),
                            rows.getString("size"),
                            rows.getBoolean("whole_rows")));
                }
            }
        }
        return tables;
    }
}
