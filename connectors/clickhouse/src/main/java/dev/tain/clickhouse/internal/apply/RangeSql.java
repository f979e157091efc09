package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.connector.KeyRange;
import dev.tain.connector.RowKey;
import dev.tain.model.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Statements that read the current rows of a table in the order of its key. */
final class RangeSql {
    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
    private static final Set<String> STORED_INTEGERS = Set.of("Int16", "Int32", "Int64", "Int128", "Int256");

    private final Layout layout;

    RangeSql(Layout layout) {
        this.layout = layout;
    }

    /** In the words of PostgreSQL's side; empty where the order of the two is not the same. */
    String order() {
        List<String> words = new ArrayList<>();
        for (int index : layout.key()) {
            Column source = layout.mapped().source().columns().get(index);
            ChType stored = layout.type(index).bare();
            if (INTEGERS.contains(source.type()) && STORED_INTEGERS.contains(stored.name())) {
                words.add("integer");
            } else if (isText(source) && stored.is("String")) {
                words.add("text C");
            } else {
                return "";
            }
        }
        return String.join(", ", words);
    }

    private static boolean isText(Column column) {
        return column.type().equals("text") || column.type().startsWith("character varying");
    }

    private List<String> keys() {
        return IntStream.of(layout.key())
                .mapToObj(i -> Identifiers.quote(layout.column(i).name()))
                .toList();
    }

    /** Values of all columns, version, texts of the key; by key, from behind a row when {@code continued}. */
    String page(KeyRange range, boolean continued, int rows) {
        String keys = String.join(", ", keys());
        String texts = keys().stream().map(key -> ", toString(" + key + ")").collect(Collectors.joining());
        String behind = "(" + keys + ") > (SELECT " + (layout.key().length == 1 ? "k0" : "tuple(*)") + " FROM wanted)";
        return "SELECT " + layout.columnList() + ", toUInt64(" + Identifiers.quote(Design.VERSION) + ")" + texts
                + from(range, continued ? behind : "") + " ORDER BY " + keys + " LIMIT " + rows
                + layout.jsonSetting() + " FORMAT RowBinary";
    }

    String bound(KeyRange range, long rows) {
        String texts = keys().stream().map(key -> "toString(" + key + ")").collect(Collectors.joining(", "));
        return "SELECT " + texts + from(range, "") + " ORDER BY " + String.join(", ", keys()) + " LIMIT 1 OFFSET "
                + (rows - 1);
    }

    private String from(KeyRange range, String condition) {
        List<String> conditions = new ArrayList<>();
        conditions.add(layout.deletedColumn() + " = 0");
        add(conditions, ">", range.after());
        add(conditions, "<=", range.upTo());
        if (!condition.isEmpty()) {
            conditions.add(condition);
        }
        String rows = layout.stored().replaces() ? layout.table() + " FINAL" : Views.latest(layout.mapped(), "");
        return " FROM " + rows + " WHERE " + String.join(" AND ", conditions);
    }

    /** The first column is bounded by itself, too, so that the server sees which parts it needs. */
    private void add(List<String> conditions, String operator, @Nullable RowKey bound) {
        if (bound == null) {
            return;
        }
        List<String> keys = keys();
        List<String> literals =
                IntStream.range(0, keys.size()).mapToObj(i -> literal(i, bound)).toList();
        conditions.add("(" + String.join(", ", keys) + ") " + operator + " (" + String.join(", ", literals) + ")");
        if (keys.size() > 1) {
            conditions.add(keys.getFirst() + " " + operator.charAt(0) + "= " + literals.getFirst());
        }
    }

    private String literal(int place, RowKey bound) {
        String text = bound.values().get(place);
        boolean isText = isText(layout.mapped().source().columns().get(layout.key()[place]));
        return isText ? Identifiers.literal(text) : String.valueOf(Long.parseLong(text));
    }
}
