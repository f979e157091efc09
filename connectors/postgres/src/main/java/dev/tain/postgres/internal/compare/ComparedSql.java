package dev.tain.postgres.internal.compare;

import dev.tain.connector.KeyRange;
import dev.tain.connector.Part;
import dev.tain.connector.RowKey;
import dev.tain.model.TableName;
import dev.tain.postgres.internal.Identifiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Statements that read one table to compare it.
 *
 * @param columns the compared columns in order
 * @param key indexes of the key's columns, in key order; empty when there is none
 * @param only {@code ONLY } where rows of inheriting tables are not this one's, otherwise empty
 * @param shown the condition on rows that are there, or empty
 */
record ComparedSql(TableName table, List<Value> columns, int[] key, String only, String shown) {
    /** Stands for NULL among hashes. */
    private static final long NULL_HASH = 0x6E756C6CL;

    /**
     * One column.
     *
     * @param name in SQL
     * @param type its own
     * @param compared the expression whose text is compared
     */
    record Value(String name, String type, String compared) {}

    boolean hasKey() {
        return key.length > 0;
    }

    private List<Value> keyColumns() {
        return Arrays.stream(key).mapToObj(columns::get).toList();
    }

    private String list(List<Value> of, UnaryOperator<String> form) {
        return of.stream().map(value -> form.apply(value.name())).collect(Collectors.joining(", "));
    }

    /** The texts of the key's columns, each with a comma before it. */
    String keyTexts() {
        return keyColumns().stream()
                .map(value -> ", " + value.name() + "::text")
                .collect(Collectors.joining());
    }

    private static String row(List<Value> of) {
        return "ROW(" + of.stream().map(Value::compared).collect(Collectors.joining(", ")) + ")";
    }

    private static String hash(String what) {
        return "pg_catalog.hashtextextended(" + what + "::text COLLATE \"C\", 0)";
    }

    private String rowHash() {
        return hash(row(columns));
    }

    String keyHash() {
        return hasKey() ? hash(row(keyColumns())) : rowHash();
    }

    private String hashes() {
        return columns.stream()
                .map(value -> "coalesce(" + hash(value.compared()) + ", " + NULL_HASH + ")")
                .collect(Collectors.joining(", ", "ARRAY[", "]::int8[]"));
    }

    String digest(KeyRange range) {
        return "SELECT 0, count(*), sum(" + rowHash() + ")" + from(range, "");
    }

    String digests(KeyRange range, int buckets) {
        return "SELECT " + bucket(buckets) + ", count(*), sum(" + rowHash() + ")" + from(range, "") + " GROUP BY 1";
    }

    private String bucket(int buckets) {
        return "(" + keyHash() + " & " + (buckets - 1) + ")";
    }

    /** Hash of the key, version, whether nobody has begun to change it, hashes, texts of the key. */
    String rows(Part part) {
        return "SELECT " + keyHash() + ", t.xmin::text::int8, t.xmax::text = '0', " + hashes() + keyTexts()
                + from(part);
    }

    String bound(KeyRange range, long rows) {
        return "SELECT " + keyTexts().substring(2) + from(range, "") + " ORDER BY " + list(keyColumns(), name -> name)
                + " OFFSET " + (rows - 1) + " LIMIT 1";
    }

    String from(Part part) {
        String buckets = part.buckets() == 1
                ? ""
                : bucket(part.buckets()) + " IN ("
                        + part.wanted().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
        return from(part.range(), buckets);
    }

    String from(KeyRange range, String condition) {
        List<String> conditions = new ArrayList<>();
        if (range.after() != null) {
            conditions.add(compare(">", range.after()));
        }
        if (range.upTo() != null) {
            conditions.add(compare("<=", range.upTo()));
        }
        conditions.add(condition);
        conditions.add(shown);
        conditions.removeIf(String::isEmpty);
        return " FROM " + only + Identifiers.quote(table) + " t"
                + (conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions));
    }

    private String compare(String operator, RowKey bound) {
        List<Value> of = keyColumns();
        String literals = IntStream.range(0, of.size())
                .mapToObj(i -> Identifiers.literal(bound.values().get(i)) + "::"
                        + of.get(i).type())
                .collect(Collectors.joining(", "));
        return "(" + list(of, name -> name) + ") " + operator + " (" + literals + ")";
    }
}
