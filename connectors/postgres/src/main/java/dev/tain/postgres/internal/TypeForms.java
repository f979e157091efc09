package dev.tain.postgres.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What types of the user's own are made of; see {@link dev.tain.model.Column#form}. */
final class TypeForms {
    /** Types with lower numbers are the server's own, and neither enumerations, domains nor composite types. */
    private static final long FIRST_OTHER = 10_000;

    /** One row for each type, and for each that it is made of; {@code parts} with their texts, in order. */
    private static final String QUERY = """
            WITH RECURSIVE part(type) AS (
              SELECT w.type::oid FROM unnest(?::bigint[]) AS w(type)
              UNION
              SELECT p.type FROM part JOIN pg_catalog.pg_type t ON t.oid = part.type
                CROSS JOIN LATERAL (
                  SELECT t.typbasetype AS type WHERE t.typtype = 'd'
                  UNION ALL SELECT t.typelem WHERE t.typcategory = 'A' AND t.typelem <> 0
                  UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r
                             WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
                  UNION ALL SELECT a.atttypid FROM pg_catalog.pg_attribute a
                             WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
                ) p
            )
            SELECT t.oid::int8, CASE WHEN t.typtype = 'b' AND t.typcategory = 'A' THEN 'a' ELSE t.typtype END,
                   p.types, p.texts
              FROM part JOIN pg_catalog.pg_type t ON t.oid = part.type
              CROSS JOIN LATERAL (
                SELECT array_agg(d.type::int8 ORDER BY d.place) AS types,
                       array_agg(pg_catalog.format_type(d.type, d.modifier) ORDER BY d.place) AS texts
                  FROM (
                    SELECT t.typbasetype AS type, t.typtypmod AS modifier, 1 AS place WHERE t.typtype = 'd'
                    UNION ALL SELECT t.typelem, NULL, 1 WHERE t.typcategory = 'A' AND t.typelem <> 0
                    UNION ALL SELECT r.rngsubtype, NULL, 1 FROM pg_catalog.pg_range r
                               WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
                    UNION ALL SELECT a.atttypid, a.atttypmod, a.attnum FROM pg_catalog.pg_attribute a
                               WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0
                                 AND NOT a.attisdropped
                  ) d
              ) p
             WHERE t.oid >= 10000
            """;

    /** Amounts of money are whole numbers of this fraction; how many digits it has decides {@code lc_monetary}. */
    private static final String MONEY_DIGITS = "SELECT pg_catalog.scale(1::pg_catalog.money::numeric)";

    private static final Set<Long> MONEY = Set.of(790L, 791L);
    private static final int HUNDREDTHS = 2;

    private final Map<Long, Type> types;
    private final int moneyDigits;

    private TypeForms(Map<Long, Type> types, int moneyDigits) {
        this.types = types;
        this.moneyDigits = moneyDigits;
    }

    /**
     * @param kind as in the catalog, and {@code a} for an array
     * @param parts numbers of the types that it is made of
     * @param texts the same in the server's spelling
     */
    private record Type(char kind, List<Long> parts, List<String> texts) {}

    /** Asks the server, unless all are its own and none is money. */
    static TypeForms of(Connection connection, Collection<Long> types) throws SQLException {
        Long[] others =
                types.stream().filter(type -> type >= FIRST_OTHER).distinct().toArray(Long[]::new);
        Map<Long, Type> found = new HashMap<>();
        if (others.length > 0) {
            try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
                statement.setArray(1, connection.createArrayOf("bigint", others));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.put(
                                rows.getLong(1),
                                new Type(
                                        rows.getString(2).charAt(0),
                                        list(rows.getArray(3), Long[].class),
                                        list(rows.getArray(4), String[].class)));
                    }
                }
            }
        }
        boolean mayHaveMoney = others.length > 0 || types.stream().anyMatch(MONEY::contains);
        return new TypeForms(found, mayHaveMoney ? moneyDigits(connection) : HUNDREDTHS);
    }

    private static int moneyDigits(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(MONEY_DIGITS)) {
            row.next();
            return row.getInt(1);
        }
    }

    private static <T> List<T> list(@Nullable Array array, Class<T[]> kind) throws SQLException {
        return array == null ? List.of() : List.of(kind.cast(array.getArray()));
    }

    /** The form of a type that the server spells so; empty when the spelling says all. */
    String form(long type, String text) {
        String made = madeOf(type, text);
        return made.equals(text) ? "" : made;
    }

    private String madeOf(long number, String text) {
        Type type = types.get(number);
        return type == null
                ? builtIn(text)
                : switch (type.kind) {
                    case 'e' -> "enum";
                    case 'd' -> parts(type);
                    case 'a' -> madeOf(type.parts.getFirst(), text.substring(0, text.length() - 2)) + "[]";
                    case 'c' -> "composite(" + parts(type) + ")";
                    case 'r' -> "range(" + parts(type) + ")";
                    case 'm' -> "multirange(" + parts(type) + ")";
                    default -> text;
                };
    }

    private String builtIn(String text) {
        boolean isMoney = text.equals("money") || text.equals("money[]");
        return isMoney && moneyDigits != HUNDREDTHS ? text.replace("money", "money(" + moneyDigits + ")") : text;
    }

    private String parts(Type type) {
        return IntStream.range(0, type.parts.size())
                .mapToObj(i -> madeOf(type.parts.get(i), type.texts.get(i)))
                .collect(Collectors.joining(", "));
    }
}
