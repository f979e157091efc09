package dev.tain.postgres.internal.observe;

import dev.tain.connector.Observer.Column;
import dev.tain.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The columns of one table. */
final class Columns {
    /** A domain counts as what it is made of, through as many domains as there are. */
    private static final String QUERY = """
            WITH RECURSIVE relation AS (
              SELECT c.oid, c.relreplident FROM pg_catalog.pg_class c
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = ? AND c.relname = ?
            ), below(attnum, type, depth) AS (
              SELECT a.attnum, a.atttypid, 0 FROM pg_catalog.pg_attribute a JOIN relation r ON a.attrelid = r.oid
               WHERE a.attnum > 0 AND NOT a.attisdropped
               UNION ALL
              SELECT b.attnum, t.typbasetype, b.depth + 1 FROM below b JOIN pg_catalog.pg_type t ON t.oid = b.type
               WHERE t.typtype = 'd'
            ), base AS (
              SELECT DISTINCT ON (attnum) attnum, type FROM below ORDER BY attnum, depth DESC
            )
            SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
                   coalesce(e.typname, t.typname) AS base, e.oid IS NOT NULL AS is_array,
                   coalesce(e.typtype, t.typtype) = 'e' AS is_enumeration,
                   EXISTS (SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = r.oid AND i.indisprimary
                             AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])) AS is_key,
                   r.relreplident = 'f' OR EXISTS (
                     SELECT FROM pg_catalog.pg_index i WHERE i.indrelid = r.oid
                        AND a.attnum = ANY ((i.indkey::int2[])[0:i.indnkeyatts - 1])
                        AND CASE r.relreplident WHEN 'i' THEN i.indisreplident
                            WHEN 'd' THEN i.indisprimary AND i.indimmediate
                            ELSE false END) AS is_identity
              FROM relation r
              JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid
              JOIN base b ON b.attnum = a.attnum
              JOIN pg_catalog.pg_type t ON t.oid = b.type
              LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
             ORDER BY a.attname
            """;

    private Columns() {}

    static List<Column> of(Connection connection, TableName table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(new Column(
                            rows.getString("attname"),
                            rows.getString("type"),
                            rows.getString("base"),
                            rows.getBoolean("is_array"),
                            rows.getBoolean("is_enumeration"),
                            rows.getBoolean("is_key"),
                            rows.getBoolean("is_identity")));
                }
            }
        }
        return columns;
    }
}
