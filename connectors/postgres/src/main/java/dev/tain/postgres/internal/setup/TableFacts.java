package dev.tain.postgres.internal.setup;

import dev.tain.model.TableName;
import dev.tain.postgres.internal.Errors;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What decides whether a table can be mirrored, beside its columns.
 *
 * @param kind the catalog's letter: {@code r} table, {@code p} partitioned, {@code v} {@code m} views, {@code f}
 *     foreign
 * @param persistence the catalog's letter: {@code p} permanent, {@code u} unlogged, {@code t} temporary
 * @param identity the replica identity's letter: {@code d} primary key, {@code i} index, {@code f} full, {@code n}
 *     nothing
 * @param identified whether a primary key, or the replica identity's index, is there
 * @param deferrable whether the primary key is checked at commit only, so that the log does not identify rows by it
 * @param hidden whether row security keeps rows from our user
 * @param unreadable columns that our user may not read
 * @param sent columns whose values the stream sends in binary form
 * @param unreadableParts leaf partitions that our user may not read: each is read on its own
 * @param frozen whether a publication would make every update of it fail at the source: the server wants to log the
 *     whole row and would not publish what it computes
 * @param oddParts leaf partitions that cannot be mirrored with their table: foreign, or with another replica identity
 */
record TableFacts(
        char kind,
        char persistence,
        char identity,
        boolean identified,
        boolean deferrable,
        boolean owned,
        boolean schemaUsable,
        boolean hidden,
        boolean frozen,
        Set<String> unreadable,
        Set<String> sent,
        Set<String> unreadableParts,
        Set<String> oddParts) {
    private static final String LOOK = """
            SELECT n.nspname, c.relname, c.relkind, c.relpersistence, c.relreplident,
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid
                            AND CASE c.relreplident WHEN 'i' THEN i.indisreplident
                                                    ELSE i.indisprimary AND i.indimmediate END) AS identified,
                   EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND NOT i.indimmediate)
                     AS deferrable,
                   pg_has_role(c.relowner, 'USAGE') AS owned,
                   has_schema_privilege(n.oid, 'USAGE') AS schema_usable,
                   row_security_active(c.oid) AS hidden,
                   current_setting('server_version_num')::int >= 180000 AND EXISTS (
                     SELECT FROM (SELECT c.oid UNION SELECT t.relid FROM pg_partition_tree(c.oid) t) AS p(relation)
                       JOIN pg_class l ON l.oid = p.relation JOIN pg_attribute a ON a.attrelid = l.oid
                      WHERE l.relreplident = 'f' AND a.attgenerated <> '' AND NOT a.attisdropped) AS frozen,
                   ARRAY(SELECT a.attname::text FROM pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                            AND NOT has_column_privilege(c.oid, a.attnum, 'SELECT')) AS unreadable,
                   ARRAY(SELECT a.attname::text FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
                          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                            AND y.typsend <> 0) AS sent,
                   ARRAY(SELECT t.relid::regclass::text FROM pg_partition_tree(c.oid) t
                          WHERE t.isleaf AND c.relkind = 'p' AND NOT has_any_column_privilege(t.relid, 'SELECT'))
                     AS unreadable_parts,
                   ARRAY(SELECT t.relid::regclass::text
                           FROM pg_partition_tree(c.oid) t JOIN pg_class l ON l.oid = t.relid
                          WHERE t.isleaf AND c.relkind = 'p'
                            AND (l.relkind <> 'r' OR l.relreplident NOT IN (c.relreplident, 'f'))) AS odd_parts
              FROM unnest(?::text[], ?::text[]) AS w(nspname, relname)
              JOIN pg_namespace n ON n.nspname = w.nspname
              JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = w.relname
            """;

    /** The facts of the tables that exist. */
    static Map<TableName, TableFacts> read(Connection connection, Collection<TableName> tables) {
        Map<TableName, TableFacts> facts = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LOOK)) {
            statement.setArray(1, texts(connection, tables.stream().map(TableName::schema)));
            statement.setArray(2, texts(connection, tables.stream().map(TableName::name)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    facts.put(new TableName(row.getString("nspname"), row.getString("relname")), facts(row));
                }
            }
        } catch (SQLException e) {
            throw Errors.translate(e, "looking at tables");
        }
        return facts;
    }

    private static TableFacts facts(ResultSet row) throws SQLException {
        return new TableFacts(
                row.getString("relkind").charAt(0),
                row.getString("relpersistence").charAt(0),
                row.getString("relreplident").charAt(0),
                row.getBoolean("identified"),
                row.getBoolean("deferrable"),
                row.getBoolean("owned"),
                row.getBoolean("schema_usable"),
                row.getBoolean("hidden"),
                row.getBoolean("frozen"),
                texts(row, "unreadable"),
                texts(row, "sent"),
                texts(row, "unreadable_parts"),
                texts(row, "odd_parts"));
    }

    private static Set<String> texts(ResultSet row, String column) throws SQLException {
        return Set.of((String[]) row.getArray(column).getArray());
    }

    private static Array texts(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
