package dev.tain.postgres.internal.apply;

import dev.tain.model.TableName;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.apply.StoredTable.StoredColumn;
import dev.tain.postgres.internal.apply.StoredTable.StoredIndex;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads tables as they are from the destination's catalog; three queries for any number of tables. */
final class StoredTables {
    private static final String WANTED = """
            WITH wanted AS (
              SELECT c.oid, n.nspname, c.relname, c.relkind FROM unnest(?::text[], ?::text[]) AS w(nspname, relname)
                JOIN pg_catalog.pg_namespace n ON n.nspname = w.nspname
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.relname
            )
            """;

    private static final String TABLES = WANTED + """
            SELECT w.nspname, w.relname, w.relkind,
                   ARRAY(SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p
                          WHERE pg_catalog.has_table_privilege(w.oid, p)) AS privileges,
                   EXISTS (SELECT FROM pg_catalog.pg_constraint f
                            WHERE f.contype = 'f' AND (f.conrelid = w.oid OR f.confrelid = w.oid)) AS constrained
              FROM wanted w
            """;

    private static final String COLUMNS = WANTED + """
            SELECT w.nspname, w.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type, a.atttypid,
                   b.type AS staging_type,
                   CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation
                        THEN pg_catalog.format(' COLLATE %I.%I', cn.nspname, co.collname) ELSE '' END AS collation,
                   a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid) AS default_value,
                   a.attgenerated <> '' AS generated, a.attidentity
              FROM wanted w
              JOIN pg_catalog.pg_attribute a ON a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped
              JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_catalog.pg_collation co ON co.oid = a.attcollation
              LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.collnamespace
              LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = w.oid AND d.adnum = a.attnum
             CROSS JOIN LATERAL (
               WITH RECURSIVE base AS (
                 SELECT a.atttypid AS type, a.atttypmod AS modifier, 0 AS depth
                 UNION ALL
                 SELECT i.typbasetype, i.typtypmod, base.depth + 1
                   FROM base JOIN pg_catalog.pg_type i ON i.oid = base.type AND i.typtype = 'd'
               )
               SELECT pg_catalog.format_type(type, modifier) AS type FROM base ORDER BY depth DESC LIMIT 1
             ) b
             ORDER BY w.oid, a.attnum
            """;

    /**
     * The operators say when two rows conflict: those of a unique index are the equality of its operator families,
     * found by the type that the index compares; an exclusion constraint names its own.
     */
    private static final String INDEXES = WANTED + """
            SELECT w.nspname, w.relname, x.relname AS index,
                   i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indisvalid AS plain,
                   ARRAY(SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY k(attnum, place)
                           JOIN pg_catalog.pg_attribute a ON a.attrelid = w.oid AND a.attnum = k.attnum
                          WHERE k.place <= i.indnkeyatts ORDER BY k.place) AS columns,
                   ARRAY(SELECT pg_catalog.format('OPERATOR(%I.%s)', n.nspname, o.oprname)
                           FROM (SELECT k.place, m.amopopr AS operator
                                   FROM unnest(i.indclass::oid[]) WITH ORDINALITY k(class, place)
                                   JOIN pg_catalog.pg_opclass c ON c.oid = k.class
                                   JOIN pg_catalog.pg_amop m ON m.amopfamily = c.opcfamily AND m.amopstrategy = 3
                                    AND m.amoplefttype = c.opcintype AND m.amoprighttype = c.opcintype
                                  WHERE NOT i.indisexclusion AND k.place <= i.indnkeyatts
                                  UNION ALL
                                 SELECT k.place, k.operator
                                   FROM pg_catalog.pg_constraint c,
                                        unnest(c.conexclop) WITH ORDINALITY k(operator, place)
                                  WHERE i.indisexclusion AND c.conindid = i.indexrelid AND c.contype = 'x') AS k
                           JOIN pg_catalog.pg_operator o ON o.oid = k.operator
                           JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
                          ORDER BY k.place) AS operators,
                   ARRAY(SELECT pg_catalog.pg_get_indexdef(i.indexrelid, k, true)
                           FROM generate_series(1, i.indnkeyatts) k ORDER BY k) AS definitions,
                   coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid), '') AS predicate
              FROM wanted w
              JOIN pg_catalog.pg_index i ON i.indrelid = w.oid AND (i.indisunique OR i.indisexclusion) AND i.indislive
              JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
             ORDER BY w.oid, i.indisprimary DESC, x.relname
            """;

    private static final String TYPES =
            "SELECT t, coalesce(pg_catalog.to_regtype(t)::oid::bigint, 0) FROM unnest(?::text[]) AS t";

    private static final String SYNTAX_ERROR = "42601";

    private StoredTables() {}

    /** The relations of these names, whatever kind they are of. Those that don't exist are left out. */
    static Map<TableName, StoredTable> read(Connection connection, Collection<TableName> names) throws SQLException {
        Map<TableName, List<StoredColumn>> columns = new LinkedHashMap<>();
        forEach(
                connection,
                COLUMNS,
                names,
                row -> columns.computeIfAbsent(name(row), n -> new ArrayList<>())
                        .add(column(row)));
        Map<TableName, List<StoredIndex>> indexes = new LinkedHashMap<>();
        forEach(
                connection,
                INDEXES,
                names,
                row -> indexes.computeIfAbsent(name(row), n -> new ArrayList<>())
                        .add(index(row)));
        Map<TableName, StoredTable> tables = new LinkedHashMap<>();
        forEach(connection, TABLES, names, row -> {
            TableName name = name(row);
            StoredTable table = new StoredTable(
                    name,
                    row.getString("relkind"),
                    new HashSet<>(texts(row, "privileges")),
                    row.getBoolean("constrained"),
                    columns.getOrDefault(name, List.of()),
                    indexes.getOrDefault(name, List.of()));
            tables.put(name, table);
        });
        return tables;
    }

    /** The numbers of types by their names; of names that are no type here, 0. */
    static Map<String, Long> typeIds(Connection connection, Set<String> types) throws SQLException {
        try {
            return readTypeIds(connection, types);
        } catch (SQLException e) {
            // A name that could never be one is an error to the server, and hides the others.
            if (!Errors.state(e).equals(SYNTAX_ERROR)) {
                throw e;
            }
        }
        Map<String, Long> ids = new HashMap<>();
        for (String type : types) {
            ids.putAll(typeIdsOfOne(connection, type));
        }
        return ids;
    }

    private static Map<String, Long> typeIdsOfOne(Connection connection, String type) throws SQLException {
        try {
            return readTypeIds(connection, Set.of(type));
        } catch (SQLException e) {
            if (!Errors.state(e).equals(SYNTAX_ERROR)) {
                throw e;
            }
            return Map.of(type, 0L);
        }
    }

    private static Map<String, Long> readTypeIds(Connection connection, Set<String> types) throws SQLException {
        Map<String, Long> ids = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TYPES)) {
            statement.setArray(1, array(connection, types.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ids.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return ids;
    }

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void forEach(Connection connection, String query, Collection<TableName> names, RowReader reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(
                    1, array(connection, names.stream().map(TableName::schema).toArray()));
            statement.setArray(
                    2, array(connection, names.stream().map(TableName::name).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static Array array(Connection connection, Object[] texts) throws SQLException {
        return connection.createArrayOf("text", texts);
    }

    private static TableName name(ResultSet row) throws SQLException {
        return new TableName(row.getString("nspname"), row.getString("relname"));
    }

    private static StoredColumn column(ResultSet row) throws SQLException {
        return new StoredColumn(
                row.getString("attname"),
                row.getString("type"),
                row.getLong("atttypid"),
                row.getString("staging_type"),
                row.getString("collation"),
                row.getBoolean("attnotnull"),
                row.getString("default_value"),
                row.getBoolean("generated"),
                row.getString("attidentity"));
    }

    private static StoredIndex index(ResultSet row) throws SQLException {
        return new StoredIndex(
                row.getString("index"),
                row.getBoolean("plain"),
                texts(row, "columns"),
                texts(row, "definitions"),
                texts(row, "operators"),
                row.getString("predicate"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
