package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.clickhouse.internal.type.TypeMap;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.EarlierValue;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How a table that Tain creates looks. Pure: it holds texts only. */
final class Design {
    static final String VERSION = "_peerdb_version";
    static final String DELETED = "_peerdb_is_deleted";

    private final MappedTable table;
    private final TypeMap types;

    Design(MappedTable table, TypeMap types) {
        this.table = table;
        this.types = types;
    }

    static String deletedColumn(MappedTable table) {
        return table.softDeletes() ? table.softDeleteColumn() : DELETED;
    }

    /**
     * The type that a column is to have: as asked in the mapping, otherwise as the map of types says. It may hold NULL
     * where the source's may, unless the mirror says that only those do which the mapping names.
     */
    ChType type(int index) {
        Column source = table.source().columns().get(index);
        String asked = table.destination().columns().get(index).type();
        boolean named = table.options().containsKey(MappedTable.NULLABLE + name(index));
        if (!asked.equals(source.type())) {
            return named ? TypeMap.nullable(ChType.parse(asked)) : ChType.parse(asked);
        }
        boolean carried = source.nullable() && !table.options().containsKey(MappedTable.NULLABLE_IF_NAMED);
        return types.of(PgType.of(source), (named || carried) && !isSorting(table, index));
    }

    private String name(int column) {
        return table.destination().columns().get(column).name();
    }

    private static boolean isSorting(MappedTable table, int index) {
        Column column = table.destination().columns().get(index);
        return column.isKey() || ordering(table).contains(column.name());
    }

    /** The columns that the mapping asks the table to be sorted by. */
    static List<String> ordering(MappedTable table) {
        return ranked(table, MappedTable.ORDERING);
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

    /** What the table is sorted by: what is asked, and the key behind it, because rows are told apart by it. */
    static List<String> sorting(MappedTable table) {
        Set<String> names = new LinkedHashSet<>(ordering(table));
        for (int index : table.destination().keyIndexes()) {
            names.add(table.destination().columns().get(index).name());
        }
        return List.copyOf(names);
    }

    String create() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < table.destination().columns().size(); i++) {
            columns.add(definition(i));
        }
        if (!table.syncedAtColumn().isEmpty()) {
            columns.add(Identifiers.quote(table.syncedAtColumn()) + " DateTime64(9) DEFAULT now64(9)");
        }
        columns.add(Identifiers.quote(deletedColumn(table)) + " UInt8");
        columns.add(Identifiers.quote(VERSION) + " UInt64");
        return "CREATE TABLE IF NOT EXISTS "
                + Identifiers.quote(table.destination().name()) + " (" + String.join(", ", columns) + ") ENGINE = "
                + engine();
    }

    /** Adds a column; rows that are there show what the source's hold. */
    String add(int index) {
        Column column = table.destination().columns().get(index);
        if (column.earlier() instanceof EarlierValue.Unknown) {
            throw new TainException(
                    ErrorCode.TABLE_SCHEMA_CHANGED,
                    "Column " + column.name() + " was added to the source table with a value computed for each row,"
                            + " which the log does not tell.",
                    "Resync the table, or add the column to the destination table with the values that it has.");
        }
        return "ALTER TABLE " + Identifiers.quote(table.destination().name()) + " ADD COLUMN IF NOT EXISTS "
                + definition(index);
    }

    private String definition(int index) {
        Column column = table.destination().columns().get(index);
        ChType type = type(index);
        String text = Identifiers.quote(column.name()) + " " + type;
        return column.earlier() instanceof EarlierValue.Constant constant
                ? text
                        + Defaults.clause(
                                constant.text(),
                                PgType.of(table.source().columns().get(index)),
                                type)
                : text;
    }

    private String engine() {
        String wanted = table.options().getOrDefault("engine", "CH_ENGINE_REPLACING_MERGE_TREE");
        return switch (wanted) {
            case "CH_ENGINE_MERGE_TREE" -> "MergeTree" + clauses("non_replicated_deduplication_window = 1000");
            case "CH_ENGINE_NULL" -> "Null";
            case "CH_ENGINE_REPLICATED_MERGE_TREE" -> "ReplicatedMergeTree(" + replica() + ")" + clauses("");
            case "CH_ENGINE_REPLICATED_REPLACING_MERGE_TREE" ->
                "ReplicatedReplacingMergeTree(" + replica() + ", " + versions() + ")" + clauses("");
            default -> "ReplacingMergeTree(" + versions() + ")" + clauses("");
        };
    }

    private static String replica() {
        return "'/clickhouse/tables/{uuid}/{shard}', '{replica}'";
    }

    /** A row that is only marked as deleted is still shown, so the engine is not told of the mark. */
    private String versions() {
        return Identifiers.quote(VERSION) + (table.softDeletes() ? "" : ", " + Identifiers.quote(DELETED));
    }

    /** Syncing makes what the source is told to be durable survive a power cut too. */
    private String clauses(String setting) {
        List<String> sorting = sorting(table);
        String order = sorting.isEmpty() ? "tuple()" : "(" + Identifiers.quoteAll(sorting) + ")";
        String settings = "fsync_after_insert = 1, fsync_part_directory = 1";
        return partitioning() + " ORDER BY " + order + " SETTINGS " + settings
                + (setting.isEmpty() ? "" : ", " + setting);
    }

    /** An expression is the user's own SQL: it goes into the statement as it is, and the server says what is wrong. */
    private String partitioning() {
        String expression = table.options().getOrDefault("partition_by_expr", "");
        if (!expression.isBlank()) {
            return " PARTITION BY (" + expression + ")";
        }
        List<String> names = ranked(table, MappedTable.PARTITIONING);
        return names.isEmpty()
                ? ""
                : " PARTITION BY " + names.stream().map(Identifiers::quote).collect(Collectors.joining(", ", "(", ")"));
    }
}
