package dev.tain.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One line of a mirror: a source table, its table at the destination, and what differs between them.
 *
 * @param excluded source columns that are not copied
 * @param options what only some destinations know ({@code engine}, {@code sharding_key}, {@code policy_name},
 *     {@code partition_by_expr}, {@code partition_key}), as given; unset ones are absent
 */
public record TableMapping(
        TableName source,
        TableName destination,
        Set<String> excluded,
        List<ColumnMapping> columns,
        Map<String, String> options) {
    /** Option of a table that is followed without a first copy. */
    public static final String WITHOUT_SNAPSHOT = "without_snapshot";

    public TableMapping {
        excluded = Set.copyOf(excluded);
        columns = List.copyOf(columns);
        options = Map.copyOf(options);
    }

    public TableMapping(TableName source, TableName destination) {
        this(source, destination, Set.of(), List.of(), Map.of());
    }

    /** The same table, followed without a first copy. */
    public TableMapping withoutSnapshot() {
        Map<String, String> more = new HashMap<>(options);
        more.put(WITHOUT_SNAPSHOT, "true");
        return new TableMapping(source, destination, excluded, columns, more);
    }

    public boolean isWithoutSnapshot() {
        return options.containsKey(WITHOUT_SNAPSHOT);
    }
}
