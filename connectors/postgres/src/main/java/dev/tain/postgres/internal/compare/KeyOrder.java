package dev.tain.postgres.internal.compare;

import dev.tain.model.TableName;
import dev.tain.postgres.internal.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a table orders its keys, in words that another server or system can be asked for, too. Texts are ordered alike
 * only under the same version of the same collation; where the server does not know the version, nothing is said.
 */
final class KeyOrder {
    private static final String QUERY = """
            WITH RECURSIVE base AS (
              SELECT a.attname, a.atttypid AS type, a.attcollation FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
              UNION ALL
              SELECT base.attname, t.typbasetype, base.attcollation
                FROM base JOIN pg_catalog.pg_type t ON t.oid = base.type AND t.typtype = 'd'
            )
            SELECT base.attname, t.typname,
                   CASE WHEN base.attcollation = 0 THEN ''
                        WHEN c.collname = 'default' THEN
                          CASE WHEN coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') = 'c'
                                AND d.datcollate IN ('C', 'POSIX') THEN 'C'
                               ELSE coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') || ' ' || d.datcollate || ' '
                                 || coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', '') || ' '
                                 || (to_jsonb(d) ->> 'datcollversion') END
                        WHEN c.collname IN ('C', 'POSIX') THEN 'C'
                        WHEN NOT c.collisdeterministic THEN NULL
                        ELSE c.collprovider::text || ' ' || c.collname || ' '
                          || pg_catalog.pg_collation_actual_version(c.oid)
                   END AS collation
              FROM base JOIN pg_catalog.pg_type t ON t.oid = base.type AND t.typtype <> 'd'
               AND t.typnamespace = 'pg_catalog'::regnamespace
              LEFT JOIN pg_catalog.pg_collation c ON c.oid = base.attcollation
              JOIN pg_catalog.pg_database d ON d.datname = pg_catalog.current_database()
            """;

    /** Types whose values compare alike have the same word. */
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("int2", "integer"),
            Map.entry("int4", "integer"),
            Map.entry("int8", "integer"),
            Map.entry("numeric", "numeric"),
            Map.entry("uuid", "uuid bytes"),
            Map.entry("date", "date"),
            Map.entry("timestamp", "timestamp"),
            Map.entry("timestamptz", "timestamptz"),
            Map.entry("bool", "boolean"),
            Map.entry("oid", "oid"),
            Map.entry("bytea", "bytes"),
            Map.entry("text", "text"),
            Map.entry("varchar", "text"),
            Map.entry("bpchar", "padded text"));

    private KeyOrder() {}

    /** Empty when one of the columns has an order that has no words here. */
    static String of(Connection connection, TableName table, List<String> key) throws SQLException {
        Map<String, String> orders = read(connection, table);
        StringBuilder order = new StringBuilder();
        for (String column : key) {
            String word = orders.getOrDefault(column, "");
            if (word.isEmpty()) {
                return "";
            }
            order.append(order.isEmpty() ? "" : ", ").append(word);
        }
        return order.toString();
    }

    private static Map<String, String> read(Connection connection, TableName table) throws SQLException {
        Map<String, String> orders = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, Identifiers.quote(table));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    orders.put(rows.getString(1), word(rows.getString(2), rows.getString(3)));
                }
            }
        }
        return orders;
    }

    private static String word(String type, @Nullable String collation) {
        String word = WORDS.getOrDefault(type, "");
        return collation == null ? "" : word.isEmpty() || collation.isEmpty() ? word : word + " " + collation;
    }
}
