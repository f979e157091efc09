package dev.tain.clickhouse.internal.apply;

import java.util.List;
import java.util.Optional;

/**
 * A table as the server has it.
 *
 * @param engine without its arguments
 * @param sorting names of the columns, or the expressions, that it is sorted by
 */
record StoredTable(String engine, List<StoredColumn> columns, List<String> sorting) {
    StoredTable {
        columns = List.copyOf(columns);
        sorting = List.copyOf(sorting);
    }

    Optional<StoredColumn> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** Whether of rows with equal sorting columns the one with the highest version stays. */
    boolean replaces() {
        return engine.contains("ReplacingMergeTree");
    }

    boolean isView() {
        return engine.endsWith("View");
    }

    /** Whether what was written can be read again. */
    boolean isReadable() {
        return !engine.equals("Null");
    }
}
