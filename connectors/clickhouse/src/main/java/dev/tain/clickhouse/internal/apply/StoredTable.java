package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A table as the server has it. Of one that is spread over a cluster, the engine and the places are those of the
 * tables that hold the rows.
 *
 * @param engine without its arguments
 * @param hiding the column by which the engine hides rows; empty when it hides none
 * @param rows where the rows are
 */
record StoredTable(String engine, List<StoredColumn> columns, String hiding, Rows rows) {
    StoredTable {
        columns = List.copyOf(columns);
    }

    /**
     * The table that holds the rows: itself, or the one of this name on every server of a cluster.
     *
     * @param cluster empty when the rows are not spread
     */
    record Rows(TableName table, String cluster) {
        /** As a statement names it that a table spread over servers does not take. */
        String named() {
            return Identifiers.quote(table) + (cluster.isEmpty() ? "" : " ON CLUSTER " + Identifiers.quote(cluster));
        }
    }

    Optional<StoredColumn> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** Whether of rows with equal sorting columns one stays. */
    boolean replaces() {
        return engine.contains("ReplacingMergeTree") || engine.contains("CoalescingMergeTree");
    }

    boolean isView() {
        return engine.endsWith("View");
    }

    /** Whether what was written can be read again. */
    boolean isReadable() {
        return !engine.equals("Null");
    }
}
