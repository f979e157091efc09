package dev.tain.postgres.internal;

import dev.tain.model.Encoding;
import dev.tain.model.UserType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads types from the server's catalog by their numbers. */
public final class TypeDescriber {
    /**
     * SQL that makes {@code binary_form(whole, complete)} out of {@code seed(type)}: a type can be carried in binary
     * form when it and every type that it is made of (domain base, array element, range bound, attribute of a
     * composite) can be sent and received.
     */
    static final String BINARY_FORM = """
            made_of(whole, part) AS (
              SELECT DISTINCT type, type FROM seed
              UNION
              SELECT m.whole, p.part FROM made_of m JOIN pg_catalog.pg_type t ON t.oid = m.part
                CROSS JOIN LATERAL (
                  SELECT t.typbasetype AS part WHERE t.typtype = 'd'
                  UNION ALL SELECT t.typelem WHERE t.typlen = -1 AND t.typelem <> 0
                  UNION ALL SELECT r.rngsubtype FROM pg_catalog.pg_range r
                             WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
                  UNION ALL SELECT f.atttypid FROM pg_catalog.pg_attribute f
                             WHERE t.typtype = 'c' AND f.attrelid = t.typrelid AND f.attnum > 0 AND NOT f.attisdropped
                ) p
            ), binary_form AS (
              SELECT m.whole, bool_and(t.typsend <> 0 AND t.typreceive <> 0) AS complete
                FROM made_of m JOIN pg_catalog.pg_type t ON t.oid = m.part GROUP BY m.whole
            )
            """;

    private static final String QUERY = """
            WITH RECURSIVE wanted AS (
              SELECT w.type::oid, w.modifier, w.place
                FROM unnest(?::bigint[], ?::int[]) WITH ORDINALITY AS w(type, modifier, place)
            ), seed(type) AS (
              SELECT type FROM wanted
            ),
            """ + BINARY_FORM + """
            SELECT pg_catalog.format_type(w.type, w.modifier), coalesce(b.complete, true)
              FROM wanted w LEFT JOIN binary_form b ON b.whole = w.type ORDER BY w.place
            """;

    private TypeDescriber() {}

    /** A type by its number and modifier, as they travel in the protocol. */
    public record TypeNumber(int oid, int modifier) {}

    /**
     * @param text the type in the server's spelling; {@code ???} when it does not exist any more
     * @param form see {@link dev.tain.model.Column#form}
     * @param types see {@link dev.tain.model.Column#types}
     */
    public record TypeName(String text, Encoding encoding, String form, List<UserType> types) {}

    /** The types, one for each number, in their order. */
    public static List<TypeName> describe(Connection connection, List<TypeNumber> types) {
        List<TypeName> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            Object[] oids = types.stream()
                    .map(type -> Integer.toUnsignedLong(type.oid()))
                    .toArray();
            Object[] modifiers = types.stream().map(TypeNumber::modifier).toArray();
            statement.setArray(1, connection.createArrayOf("bigint", oids));
            statement.setArray(2, connection.createArrayOf("int", modifiers));
            List<Long> numbers = types.stream()
                    .map(type -> Integer.toUnsignedLong(type.oid()))
                    .toList();
            TypeForms forms = TypeForms.of(connection, numbers);
            UserTypes userTypes = UserTypes.of(connection, numbers);
            try (ResultSet rows = statement.executeQuery()) {
                for (TypeNumber type : types) {
                    rows.next();
                    String text = rows.getString(1);
                    found.add(new TypeName(
                            text,
                            rows.getBoolean(2) ? Encoding.BINARY : Encoding.TEXT,
                            forms.form(Integer.toUnsignedLong(type.oid()), text),
                            userTypes.needed(Integer.toUnsignedLong(type.oid()))));
                }
            }
        } catch (SQLException e) {
            throw Errors.translate(e, "reading the types of columns");
        }
        return found;
    }
}
