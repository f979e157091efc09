package dev.tain.postgres.internal.apply;

import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.apply.Layout.Field;
import dev.tain.postgres.internal.apply.StoredTable.StoredIndex;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that find rows which cannot be there together, because of unique indexes besides the key's. What an
 * index says of a row is computed of staged rows as of stored ones: its expressions and its condition are written in
 * terms of column names, and staged rows are given the same names.
 */
final class ConflictSql {
    private static final String STAGED_KINDS = "s.k IN (" + Staging.WRITE + ", " + Staging.FOUND + ")";

    private final Layout layout;
    private final String staging;
    private final String table;

    ConflictSql(Layout layout, String staging) {
        this.layout = layout;
        this.staging = staging;
        this.table = Identifiers.quote(layout.destination());
    }

    /** Each adds the keys of stored rows that have a unique value of a staged row. */
    List<String> markBlockers() {
        return each(index -> "INSERT INTO " + staging + " (k, " + keys(i -> "c" + i) + ") SELECT DISTINCT "
                + Staging.BLOCKER + ", " + keys(i -> "o.k" + i) + " FROM " + pairs(index));
    }

    /** Each takes out staged rows that have a unique value of a stored row. */
    List<String> markLosersToStored() {
        return each(index -> lose("SELECT w.tain_at FROM " + pairs(index)));
    }

    /** Each takes out staged rows that have a unique value of another staged row. */
    List<String> markLosersToStaged() {
        return each(index -> lose("SELECT d.tain_at FROM (SELECT w.tain_at, count(*) OVER (PARTITION BY "
                + entries(index, i -> "w.e" + i, ", ") + ") AS n FROM " + staged(index) + " WHERE "
                + entries(index, i -> "w.e" + i + " IS NOT NULL", " AND ") + ") AS d WHERE d.n > 1"));
    }

    private List<String> each(Function<StoredIndex, String> statement) {
        return layout.otherIndexes().stream().map(statement).toList();
    }

    private String lose(String places) {
        return "UPDATE " + staging + " SET k = " + Staging.LOSER + " WHERE k = " + Staging.WRITE + " AND ctid IN ("
                + places + ")";
    }

    /** Removes staged rows of this kind. */
    String forget(int kind) {
        return "DELETE FROM " + staging + " WHERE k = " + kind;
    }

    /** Pairs of a stored row, named o, and a staged one, named w, of which only one can be there. */
    private String pairs(StoredIndex index) {
        return stored(index) + " JOIN " + staged(index) + " ON "
                + entries(index, i -> "o.e" + i + " " + index.operators().get(i) + " w.e" + i, " AND ");
    }

    private String stored(StoredIndex index) {
        return "(SELECT " + keys(i -> field(i).staged(field(i).column()) + " AS k" + i) + ", " + computed(index)
                + " FROM " + table + condition(index) + ") AS o";
    }

    private String staged(StoredIndex index) {
        String named = IntStream.range(0, layout.fields().size())
                .mapToObj(i -> value(i) + " AS " + field(i).column())
                .collect(Collectors.joining(", "));
        return "(SELECT tain_at, " + computed(index) + " FROM (SELECT s.ctid AS tain_at, " + named + " FROM " + staging
                + " AS s WHERE " + STAGED_KINDS + ") AS r" + condition(index) + ") AS w";
    }

    private String value(int i) {
        return field(i).written("s.c" + i);
    }

    private static String computed(StoredIndex index) {
        return entries(index, i -> index.definitions().get(i) + " AS e" + i, ", ");
    }

    private static String condition(StoredIndex index) {
        return index.predicate().isEmpty() ? "" : " WHERE " + index.predicate();
    }

    private static String entries(StoredIndex index, IntFunction<String> each, String between) {
        return IntStream.range(0, index.definitions().size()).mapToObj(each).collect(Collectors.joining(between));
    }

    private String keys(IntFunction<String> each) {
        return IntStream.of(layout.mapped().source().keyIndexes())
                .mapToObj(each)
                .collect(Collectors.joining(", "));
    }

    private Field field(int i) {
        return layout.fields().get(i);
    }

    // ---- what the destination alone knows of rows

    /** A table that keeps, by key, what the destination alone knows of the stored rows that these staged rows mean. */
    String keepExtras(String kept, int kind) {
        return "CREATE TEMP TABLE " + kept + " AS " + extras(kind);
    }

    String keepMoreExtras(String kept, int kind) {
        return "INSERT INTO " + kept + " " + extras(kind);
    }

    private String extras(int kind) {
        return "SELECT " + keys(i -> "t." + field(i).column()) + ", " + listed("t.", "") + " FROM " + staging
                + " AS s JOIN " + table + " AS t ON " + matched(this::value) + " WHERE s.k = " + kind;
    }

    /** Gives the rows that were written anew back what the destination alone knew of them. */
    String restoreExtras(String kept) {
        return "UPDATE " + table + " AS t SET " + listed("", " = x.") + " FROM " + kept + " AS x WHERE "
                + matched(i -> "x." + field(i).column());
    }

    private String listed(String before, String after) {
        return layout.extras().stream()
                .map(extra -> before + extra + (after.isEmpty() ? "" : after + extra))
                .collect(Collectors.joining(", "));
    }

    private String matched(IntFunction<String> other) {
        return IntStream.of(layout.mapped().source().keyIndexes())
                .mapToObj(i -> "t." + field(i).column() + " " + field(i).operator() + " " + other.apply(i))
                .collect(Collectors.joining(" AND "));
    }
}
