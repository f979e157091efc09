package dev.tain.postgres.internal;

import dev.tain.model.UserType;
import dev.tain.model.UserType.Kind;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The types of the user's own that other types are made of, with the statements that make them. What does not concern
 * values that come from elsewhere is left out of these: defaults, and constraints of domains that the database itself
 * has not found to hold.
 */
public final class UserTypes {
    /** Types with lower numbers are there in every database. */
    private static final long FIRST_OTHER = 16_384;

    private final Map<Long, Found> found;

    private UserTypes(Map<Long, Found> found) {
        this.found = found;
    }

    /**
     * @param madeOf numbers of the types that it is made of
     * @param isPart whether it comes with what it is made of, as an array does
     */
    private record Found(UserType type, List<Long> madeOf, boolean isPart) {}

    /** Asks the server about these types by their numbers, unless all are its own. */
    public static UserTypes of(Connection connection, Collection<Long> types) throws SQLException {
        Long[] others =
                types.stream().filter(type -> type >= FIRST_OTHER).distinct().toArray(Long[]::new);
        Map<Long, Found> found = new HashMap<>();
        if (others.length > 0) {
            try (PreparedStatement statement = connection.prepareStatement(UserTypeSql.QUERY)) {
                statement.setArray(1, connection.createArrayOf("bigint", others));
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.put(rows.getLong("number"), found(rows));
                    }
                }
            }
        }
        return new UserTypes(found);
    }

    private static Found found(ResultSet row) throws SQLException {
        String definition = row.getString("definition");
        char kind = row.getString("kind").charAt(0);
        boolean foreign = row.getBoolean("foreign_made");
        List<Long> madeOf = list(row.getArray("made_of"), Long[].class);
        List<String> parts = list(row.getArray("parts"), String[].class);
        return new Found(
                new UserType(
                        row.getString("name"),
                        foreign ? Kind.FOREIGN : kind(kind),
                        definition == null ? "" : definition,
                        parts),
                madeOf,
                kind == 'm' || (kind == 'b' && !madeOf.isEmpty()));
    }

    private static Kind kind(char letter) {
        return switch (letter) {
            case 'e' -> Kind.ENUM;
            case 'd' -> Kind.DOMAIN;
            case 'c' -> Kind.COMPOSITE;
            case 'r' -> Kind.RANGE;
            default -> Kind.FOREIGN;
        };
    }

    private static <T> List<T> list(@Nullable Array array, Class<T[]> kind) throws SQLException {
        return array == null ? List.of() : List.of(kind.cast(array.getArray()));
    }

    /** The types that one is made of, itself included, each behind those that it is made of itself. */
    public List<UserType> needed(long type) {
        Map<Long, UserType> needed = new LinkedHashMap<>();
        collect(type, needed);
        return List.copyOf(needed.values());
    }

    /** All of them by their names. */
    public Map<String, UserType> byName() {
        Map<String, UserType> byName = new HashMap<>();
        found.values().forEach(each -> byName.put(each.type.name(), each.type));
        return byName;
    }

    private void collect(long number, Map<Long, UserType> into) {
        Found here = found.get(number);
        if (here == null || into.containsKey(number)) {
            return;
        }
        here.madeOf.forEach(part -> collect(part, into));
        if (!here.isPart) {
            into.put(number, here.type);
        }
    }
}
