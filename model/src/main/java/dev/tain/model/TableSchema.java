package dev.tain.model;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns of a table whose values travel, in the order in which rows carry them. Excluded and generated columns are
 * in {@link #columns()} only where a caller says so; the rows of a {@link RowBuffer} have exactly the columns of its
 * schema.
 */
public record TableSchema(TableName name, List<Column> columns) {
    public TableSchema {
        columns = List.copyOf(columns);
    }

    /** Indexes into {@link #columns()} of the key columns, in key order. Empty when the table has no usable key. */
    public int[] keyIndexes() {
        return IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).isKey())
                .boxed()
                .sorted(Comparator.comparingInt(i -> columns.get(i).keyOrdinal()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    public boolean hasKey() {
        return columns.stream().anyMatch(Column::isKey);
    }

    /** The schema of the rows that travel: without the excluded columns and without generated ones. */
    public TableSchema carried(Set<String> excluded) {
        return new TableSchema(
                name,
                columns.stream()
                        .filter(c -> !excluded.contains(c.name()) && !c.isGenerated())
                        .toList());
    }
}
