package dev.tain.postgres.internal.apply;

import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.apply.Layout.Field;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that write one table out of its staging table, of which {@link Staging} tells the columns. In them the
 * destination table is {@code t} and the staging table {@code s}.
 */
final class TableSql {
    private final Layout layout;
    private final String staging;
    private final String table;
    private final String flag;
    private final String synced;
    private final String match;

    TableSql(Layout layout, String staging) {
        this.layout = layout;
        this.staging = staging;
        this.table = Identifiers.quote(layout.destination());
        this.flag = quotedOrEmpty(layout.mapped().softDeleteColumn());
        this.synced = quotedOrEmpty(layout.mapped().syncedAtColumn());
        this.match = match("s.c");
    }

    private static String quotedOrEmpty(String name) {
        return name.isEmpty() ? "" : Identifiers.quote(name);
    }

    /** Copies rows in binary straight into the table. */
    String copyDirect() {
        return "COPY " + table + " (" + columns(i -> true) + ") FROM STDIN (FORMAT binary)";
    }

    /** Gives every row of this kind that exists its staged values. */
    String update(int kind) {
        return update(kind, new BitSet(), new BitSet());
    }

    /**
     * The same, leaving values that the rows lack as they are.
     *
     * @param always the fields that all rows of the kind lack
     * @param sometimes the fields that some of them lack, as their marks say
     */
    String update(int kind, BitSet always, BitSet sometimes) {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < layout.fields().size(); i++) {
            if (!field(i).isKey() && !always.get(i)) {
                String value = sometimes.get(i)
                        ? "CASE WHEN get_bit(s.u, " + i + ") = 1 THEN t." + field(i).column() + " ELSE " + value(i)
                                + " END"
                        : value(i);
                set.add(field(i).column() + " = " + value);
            }
        }
        set.addAll(marks("FALSE"));
        if (set.isEmpty()) { // so that it counts the rows that exist
            String key = field(layout.mapped().source().keyIndexes()[0]).column();
            set.add(key + " = t." + key);
        }
        return "UPDATE " + table + " AS t SET " + String.join(", ", set) + " FROM " + staging + " AS s WHERE s.k = "
                + kind + " AND " + match;
    }

    private List<String> marks(String deleted) {
        List<String> set = new ArrayList<>();
        if (!flag.isEmpty()) {
            set.add(flag + " = " + deleted);
        }
        if (!synced.isEmpty()) {
            set.add(synced + " = now()");
        }
        return set;
    }

    /** Inserts every row of this kind whose key is not there. */
    String insertMissing(int kind) {
        return insert("FALSE", "s.k = " + kind + " AND " + absent());
    }

    /** Inserts every row of this kind, whether its key is there or not. */
    String insertAll(int kind) {
        return insert("FALSE", "s.k = " + kind);
    }

    private String insert(String deleted, String where) {
        String more = (flag.isEmpty() ? "" : ", " + flag) + (synced.isEmpty() ? "" : ", " + synced);
        String moreValues = (flag.isEmpty() ? "" : ", " + deleted) + (synced.isEmpty() ? "" : ", now()");
        return insertInto(more) + " SELECT " + values() + moreValues + " FROM " + staging + " AS s WHERE " + where;
    }

    private String insertInto(String more) {
        return "INSERT INTO " + table + " AS t (" + columns(i -> true) + more + ")"
                + (layout.overridesIdentity() ? " OVERRIDING SYSTEM VALUE" : "");
    }

    /** Removes the rows of these kinds that exist. */
    String delete(int... kinds) {
        return "DELETE FROM " + table + " AS t USING " + staging + " AS s WHERE " + ofKinds(kinds) + " AND " + match;
    }

    /** Marks the rows of this kind as deleted. */
    String flagDeleted(int kind) {
        return "UPDATE " + table + " AS t SET " + String.join(", ", marks("TRUE")) + " FROM " + staging
                + " AS s WHERE s.k = " + kind + " AND " + match;
    }

    /** Inserts the rows of this kind that are not there as deleted ones, where what is known of them is enough. */
    String insertDeleted(int kind) {
        String known = IntStream.range(0, layout.fields().size())
                .filter(i -> field(i).notNull())
                .mapToObj(i -> " AND s.c" + i + " IS NOT NULL")
                .collect(Collectors.joining());
        return insert("TRUE", "s.k = " + kind + known + " AND " + absent());
    }

    String flagAllDeleted() {
        return "UPDATE " + table + " AS t SET " + String.join(", ", marks("TRUE")) + " WHERE t." + flag
                + " IS DISTINCT FROM TRUE";
    }

    String truncate() {
        return "TRUNCATE " + table;
    }

    String deleteAll() {
        return "DELETE FROM " + table;
    }

    /** The keys, as texts, of the rows of this kind that are not there. */
    String missingKeys(int kind) {
        return "SELECT " + keyTexts() + " FROM " + staging + " AS s WHERE s.k = " + kind + " AND " + absent();
    }

    /** The keys, as texts, of all rows of these kinds. */
    String keys(int... kinds) {
        return "SELECT " + keyTexts() + " FROM " + staging + " AS s WHERE " + ofKinds(kinds);
    }

    /**
     * Adds to the staging table, as kind {@code full}, every row of kind {@code lacking} with what it lacks filled
     * in.
     */
    String fill(int lacking, int full) {
        return "INSERT INTO " + staging + " (k, " + stagingColumns() + ") SELECT " + full + ", " + filled() + " FROM "
                + staging + " AS s JOIN " + table + " AS t ON " + match + " WHERE s.k = " + lacking;
    }

    /** The same for rows whose stored values are found under the key that they had before. */
    String fillMoved(String moved, int full) {
        return "INSERT INTO " + staging + " (k, " + stagingColumns() + ") SELECT " + full + ", " + filled() + " FROM "
                + moved + " AS s JOIN " + table + " AS t ON " + match("s.o");
    }

    /** The new keys, as texts, of moved rows that are not there under the key that they had before. */
    String missingMovedKeys(String moved) {
        return "SELECT " + keyTexts() + " FROM " + moved + " AS s WHERE NOT EXISTS (SELECT FROM " + table
                + " AS t WHERE " + match("s.o") + ")";
    }

    String movedKeys(String moved) {
        return "SELECT " + keyTexts() + " FROM " + moved + " AS s";
    }

    private String filled() {
        return IntStream.range(0, layout.fields().size())
                .mapToObj(i -> field(i).isKey()
                        ? "s.c" + i
                        : "CASE WHEN get_bit(s.u, " + i + ") = 1 THEN " + field(i).staged("t." + field(i).column())
                                + " ELSE s.c" + i + " END")
                .collect(Collectors.joining(", "));
    }

    private String absent() {
        return "NOT EXISTS (SELECT FROM " + table + " AS t WHERE " + match + ")";
    }

    private String match(String keyPrefix) {
        return keyFields()
                .mapToObj(i ->
                        "t." + field(i).column() + " " + field(i).operator() + " " + field(i).written(keyPrefix + i))
                .collect(Collectors.joining(" AND "));
    }

    private IntStream keyFields() {
        return IntStream.range(0, layout.fields().size()).filter(i -> field(i).isKey());
    }

    private String keyTexts() {
        return IntStream.of(layout.mapped().source().keyIndexes())
                .mapToObj(i -> "CAST(s.c" + i + " AS text)")
                .collect(Collectors.joining(", "));
    }

    private String columns(IntPredicate which) {
        return IntStream.range(0, layout.fields().size())
                .filter(which)
                .mapToObj(i -> field(i).column())
                .collect(Collectors.joining(", "));
    }

    private String stagingColumns() {
        return IntStream.range(0, layout.fields().size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }

    private String values() {
        return IntStream.range(0, layout.fields().size()).mapToObj(this::value).collect(Collectors.joining(", "));
    }

    private String value(int i) {
        return field(i).written("s.c" + i);
    }

    private Field field(int i) {
        return layout.fields().get(i);
    }

    private static String ofKinds(int... kinds) {
        return IntStream.of(kinds).mapToObj(kind -> "s.k = " + kind).collect(Collectors.joining(" OR ", "(", ")"));
    }
}
