package dev.tain.connector;

import dev.tain.model.Column;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A source table beside its destination table.
 *
 * @param source the carried columns as the source has them
 * @param destination the same columns in the same order, as they are to be at the destination: names, types, key
 * @param generated columns that the destination computes by itself; never written
 * @param softDeleteColumn name of the flag that marks a deleted row instead of removing it; empty to remove
 * @param syncedAtColumn name of the column that tells when a row was last written; empty for none
 * @param options what only some destinations know, see {@link dev.tain.model.TableMapping}; the destination's names of
 *     the columns that the table is to be ordered and partitioned by, by rank from 1 behind {@link #ORDERING} and
 *     {@link #PARTITIONING}; what is asked of the columns' types: {@link #NATIVE_JSON}, {@link #NULLABLE_IF_NAMED}
 *     and, with a column's name behind it, {@link #NULLABLE}; and whether there are to be views, {@link
 *     #CURRENT_VIEW} and {@link #AS_OF_VIEW}
 */
public record MappedTable(
        TableSchema source,
        TableSchema destination,
        List<Column> generated,
        String softDeleteColumn,
        String syncedAtColumn,
        Map<String, String> options) {
    public static final String ORDERING = "ordering.";
    public static final String PARTITIONING = "partitioning.";
    /** JSON values are to be in the destination's own type for them, not in texts. */
    public static final String NATIVE_JSON = "native_json";
    /** Only columns that are named are to hold NULL, whatever the source's may hold. */
    public static final String NULLABLE_IF_NAMED = "nullable_if_named";
    /** The column behind it is to hold NULL. */
    public static final String NULLABLE = "nullable.";
    /** Options that a mirror's settings give to all of its tables: {@code true}, {@code false}, or absent. */
    public static final String CURRENT_VIEW = "view.current";

    public static final String AS_OF_VIEW = "view.as_of";

    public MappedTable {
        generated = List.copyOf(generated);
        options = Map.copyOf(options);
        if (source.columns().size() != destination.columns().size()) {
            throw new IllegalArgumentException(
                    "columns of " + source.name() + " and " + destination.name() + " differ");
        }
    }

    public TableName name() {
        return source.name();
    }

    /**
     * The same mapping for rows with other columns: those that it knows keep their place at the destination, new ones
     * get one under their own name and type.
     *
     * @param carried the columns of the rows
     */
    public MappedTable following(TableSchema carried) {
        Map<String, Column> known = new HashMap<>();
        for (int i = 0; i < source.columns().size(); i++) {
            known.put(source.columns().get(i).name(), destination.columns().get(i));
        }
        List<Column> columns = carried.columns().stream()
                .map(column -> known.getOrDefault(column.name(), column.added()))
                .toList();
        return new MappedTable(
                carried,
                new TableSchema(destination.name(), columns),
                generated,
                softDeleteColumn,
                syncedAtColumn,
                options);
    }

    /** The same with further options, which take the place of those of the same name. */
    public MappedTable with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(options);
        all.putAll(more);
        return new MappedTable(source, destination, generated, softDeleteColumn, syncedAtColumn, all);
    }

    /** An option's text; empty when it is not set. */
    public String option(String name) {
        return options.getOrDefault(name, "");
    }

    public boolean softDeletes() {
        return !softDeleteColumn.isEmpty();
    }
}
