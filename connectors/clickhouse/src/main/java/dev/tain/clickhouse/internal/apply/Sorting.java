package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the rows of a table that Tain creates are: in which order, partition and shard.
 *
 * <p>Rows that are the same by these columns, and only those, replace each other. So they hold the key, because rows
 * are told apart by it, and every column that a partition or shard depends on, because a row that moves between them
 * leaves one behind that nothing would replace.
 *
 * @param columns that the table is sorted by
 * @param keyColumns those of them that are the key
 * @param partitioning the clause, with a blank before it; empty without partitions
 */
record Sorting(MappedTable table, List<String> columns, List<String> keyColumns, String partitioning) {
    Sorting {
        columns = List.copyOf(columns);
        keyColumns = List.copyOf(keyColumns);
    }

    static Sorting of(MappedTable table) {
        List<String> key = new ArrayList<>();
        for (int index : table.destination().keyIndexes()) {
            key.add(table.destination().columns().get(index).name());
        }
        Set<String> columns = new LinkedHashSet<>(ranked(table, MappedTable.ORDERING));
        columns.addAll(key);
        boolean isOrdered = !columns.isEmpty();
        List<String> partitions = ranked(table, MappedTable.PARTITIONING);
        String expression = table.option("partition_by_expr");
        if (isOrdered) {
            columns.addAll(expression.isBlank() ? partitions : named(table, expression));
            columns.addAll(named(table, table.option("sharding_key")));
        }
        return new Sorting(table, List.copyOf(columns), key, partitioning(expression, partitions));
    }

    /** An expression is the user's own SQL: it goes into the statement as it is, and the server says what is wrong. */
    private static String partitioning(String expression, List<String> partitions) {
        if (!expression.isBlank()) {
            return " PARTITION BY (" + expression + ")";
        }
        return partitions.isEmpty()
                ? ""
                : " PARTITION BY "
                        + partitions.stream().map(Identifiers::quote).collect(Collectors.joining(", ", "(", ")"));
    }

    private static List<String> ranked(MappedTable table, String prefix) {
        List<String> names = new ArrayList<>();
        for (String name = table.options().get(prefix + 1);
                name != null;
                name = table.options().get(prefix + (names.size() + 1))) {
            names.add(name);
        }
        return names;
    }

    private static List<String> named(MappedTable table, String expression) {
        Set<String> words = SqlText.words(expression);
        return table.destination().columns().stream()
                .map(Column::name)
                .filter(words::contains)
                .toList();
    }

    /** Whether something must hide what moved rows leave behind, since deleted rows are shown. */
    boolean needsMoved() {
        return table.softDeletes()
                && Engine.of(table) == Engine.REPLACING_MERGE_TREE
                && columns.size() > keyColumns.size();
    }

    boolean hasNull(Design design) {
        for (int i = 0; i < table.destination().columns().size(); i++) {
            if (columns.contains(table.destination().columns().get(i).name())
                    && design.type(i).isNullable()) {
                return true;
            }
        }
        return false;
    }

    /** Rows of one key go to one shard, whatever is asked for must be so too. */
    String shardingKey() {
        String asked = table.option("sharding_key");
        if (!asked.isBlank()) {
            return "(" + asked + ")";
        }
        return keyColumns.isEmpty() ? "rand()" : "cityHash64(" + Identifiers.quoteAll(keyColumns) + ")";
    }
}
