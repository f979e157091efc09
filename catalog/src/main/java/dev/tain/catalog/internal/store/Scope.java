package dev.tain.catalog.internal.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;

/** Whose rows are read: everybody's, or those of one name. Lets one text serve {@code find} and {@code list}. */
sealed interface Scope {
    static Scope all() {
        return new All();
    }

    static Scope of(String name) {
        return new One(name);
    }

    /**
     * A query for these rows.
     *
     * @param column the column that has the name
     * @param order the columns that order the rows
     */
    default Query query(Handle handle, String select, String column, String order) {
        return switch (this) {
            case All all -> handle.createQuery(select + " ORDER BY " + order);
            case One one ->
                handle.createQuery(select + " WHERE " + column + " = :scope ORDER BY " + order)
                        .bind("scope", one.name());
        };
    }

    /** The rows' values by key, each list in the order of the query. */
    static <K, V> Map<K, List<V>> grouped(Query query, RowMapper<K> key, RowMapper<V> value) {
        return query.map((row, context) -> Map.entry(key.map(row, context), value.map(row, context)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    /** The columns {@code name} and {@code value} of the rows, as a map for each key. */
    static <K> Map<K, Map<String, String>> pairs(Query query, RowMapper<K> key) {
        return query.map((row, context) ->
                        Map.entry(key.map(row, context), Map.entry(row.getString("name"), row.getString("value"))))
                .collect(groupingBy(
                        Map.Entry::getKey,
                        mapping(Map.Entry::getValue, toMap(Map.Entry::getKey, Map.Entry::getValue))));
    }

    record All() implements Scope {}

    record One(String name) implements Scope {}
}
