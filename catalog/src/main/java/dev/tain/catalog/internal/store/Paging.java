package dev.tain.catalog.internal.store;

import dev.tain.engine.Page;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Reads pages of rows that have ids.
 *
 * @param rows the table and the condition, such as {@code batch WHERE mirror = :mirror}
 * @param values of the condition, by name
 */
record Paging(String rows, Map<String, ?> values) {

    /** @param columns those that the mapper needs */
    <T> Page<T> read(Handle handle, String columns, Page.Wish wish, RowMapper<T> mapper, ToLongFunction<T> id) {
        boolean fromLowest = wish.fromLowest();
        List<T> items = new ArrayList<>(handle.createQuery("SELECT " + columns + " FROM " + rows
                        + " AND id > :above AND id < :below ORDER BY id " + (fromLowest ? "ASC" : "DESC")
                        + " LIMIT :most OFFSET :skipped")
                .bindMap(values)
                .bind(
                        "above",
                        wish.below().isPresent() ? Long.MIN_VALUE : wish.above().orElse(Long.MIN_VALUE))
                .bind("below", wish.below().orElse(Long.MAX_VALUE))
                .bind("most", wish.most())
                .bind("skipped", wish.skipped())
                .map(mapper)
                .list());
        if (fromLowest != wish.ascending()) {
            Collections.reverse(items);
        }
        long preceding = items.isEmpty()
                ? 0
                : count(handle, wish.ascending() ? " AND id < :id" : " AND id > :id", id.applyAsLong(items.getFirst()));
        long total = count(handle, " AND id > :id", Long.MIN_VALUE);
        return new Page<>(items, total, preceding);
    }

    private long count(Handle handle, String condition, long id) {
        return handle.createQuery("SELECT COUNT(*) FROM " + rows + condition)
                .bindMap(values)
                .bind("id", id)
                .mapTo(Long.class)
                .one();
    }
}
