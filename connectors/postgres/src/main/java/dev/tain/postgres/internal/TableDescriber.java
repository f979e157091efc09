package dev.tain.postgres.internal;

import dev.tain.model.Column;
import dev.tain.model.EarlierValue;
import dev.tain.model.Encoding;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads tables' columns and keys from the server's catalog. */
public final class TableDescriber {

    /**
     * One row for each column of the wanted tables. The key is what the log identifies rows by: the replica identity's
     * index where one is set, otherwise the primary key. One that is deferrable is none: within a transaction several
     * rows may have it, and the log does not use it.
     */
    private static final String QUERY = """
            WITH RECURSIVE wanted AS (
              SELECT c.oid, n.nspname, c.relname, c.relreplident
                FROM unnest(?::text[], ?::text[]) AS w(nspname, relname)
                JOIN pg_catalog.pg_namespace n ON n.nspname = w.nspname
                JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid AND c.relname = w.relname
               WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
            ), attribute AS (
              SELECT w.oid AS relation, a.* FROM wanted w
                JOIN pg_catalog.pg_attribute a ON a.attrelid = w.oid
               WHERE a.attnum > 0 AND NOT a.attisdropped
            ), seed(type) AS (
              SELECT atttypid FROM attribute
            ),
            """ + TypeDescriber.BINARY_FORM + """
            , identity AS (
              SELECT DISTINCT ON (w.oid) w.oid AS relation, i.indkey, i.indnkeyatts
                FROM wanted w JOIN pg_catalog.pg_index i ON i.indrelid = w.oid
               WHERE (i.indisreplident AND w.relreplident = 'i') OR (i.indisprimary AND i.indimmediate)
               ORDER BY w.oid, (i.indisreplident AND w.relreplident = 'i') DESC
            )
            SELECT w.nspname, w.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type,
                   NOT a.attnotnull AS nullable, coalesce(k.place, 0) AS place, b.complete,
                   CASE WHEN a.attgenerated <> '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END AS generated,
                   CASE WHEN a.atthasmissing THEN (a.attmissingval::text::text[])[1] END AS missing,
                   (d.adbin IS NOT NULL AND a.attgenerated = '') OR a.attidentity <> '' AS computed,
                   a.atttypid::int8 AS type_number
              FROM wanted w
              LEFT JOIN attribute a ON a.relation = w.oid
              LEFT JOIN binary_form b ON b.whole = a.atttypid
              LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = w.oid AND d.adnum = a.attnum
              LEFT JOIN LATERAL (
                SELECT u.place FROM identity i, unnest(i.indkey::int2[]) WITH ORDINALITY AS u(attnum, place)
                 WHERE i.relation = w.oid AND u.attnum = a.attnum AND u.place <= i.indnkeyatts
              ) k ON true
             ORDER BY w.nspname, w.relname, a.attnum
            """;

    private TableDescriber() {}

    /**
     * The tables with all their columns, generated ones included, in the order of the collection; views and foreign
     * tables are described too. Tables that don't exist are left out. A table name without a schema finds nothing.
     */
    public static List<TableSchema> describe(Connection connection, Collection<TableName> tables) {
        if (tables.isEmpty()) {
            return List.of();
        }
        Map<TableName, List<Described>> found = new LinkedHashMap<>();
        TypeForms forms;
        UserTypes types;
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setArray(1, texts(connection, tables.stream().map(TableName::schema)));
            statement.setArray(2, texts(connection, tables.stream().map(TableName::name)));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<Described> columns = found.computeIfAbsent(
                            new TableName(rows.getString("nspname"), rows.getString("relname")),
                            name -> new ArrayList<>());
                    if (rows.getString("attname") != null) { // a table may have no columns
                        columns.add(new Described(column(rows), rows.getLong("type_number")));
                    }
                }
            }
            List<Long> numbers = found.values().stream()
                    .flatMap(List::stream)
                    .map(Described::type)
                    .toList();
            forms = TypeForms.of(connection, numbers);
            types = UserTypes.of(connection, numbers);
        } catch (SQLException e) {
            throw Errors.translate(e, "reading the columns of tables");
        }
        return tables.stream()
                .distinct()
                .filter(found::containsKey)
                .map(name -> new TableSchema(
                        name,
                        found.getOrDefault(name, List.of()).stream()
                                .map(each -> each.column()
                                        .formed(forms.form(
                                                each.type(), each.column().type()))
                                        .needing(types.needed(each.type())))
                                .toList()))
                .toList();
    }

    /** @param type its number */
    private record Described(Column column, long type) {}

    private static Column column(ResultSet row) throws SQLException {
        return new Column(
                row.getString("attname"),
                row.getString("type"),
                row.getBoolean("nullable"),
                row.getInt("place"),
                row.getBoolean("complete") ? Encoding.BINARY : Encoding.TEXT,
                row.getString("generated"),
                earlier(row),
                "");
    }

    /** A default that the server stores once for all earlier rows; any other was computed for each of them. */
    private static EarlierValue earlier(ResultSet row) throws SQLException {
        String missing = row.getString("missing");
        if (missing != null) {
            return new EarlierValue.Constant(missing);
        }
        return row.getBoolean("computed") ? new EarlierValue.Unknown() : EarlierValue.NULL;
    }

    private static Array texts(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}
