package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Cluster;
import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.clickhouse.internal.type.TypeMap;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.EarlierValue;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;

/** How a table that Tain creates looks. Pure: it holds texts only. */
final class Design {
    static final String VERSION = "_peerdb_version";
    static final String DELETED = "_peerdb_is_deleted";
    /** Hides what a row left behind when it moved, in tables that show rows which are marked as deleted. */
    static final String MOVED = "_tain_moved";

    private final MappedTable table;
    private final TypeMap types;
    private final Cluster cluster;
    private final Sorting sorting;

    Design(MappedTable table, TypeMap types, Cluster cluster) {
        this.table = table;
        this.types = types;
        this.cluster = cluster;
        this.sorting = Sorting.of(table);
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
        return types.of(PgType.of(source), (named || carried) && !source.isKey());
    }

    private String name(int column) {
        return table.destination().columns().get(column).name();
    }

    /** The statements that create it; on a cluster the table with the rows, then the one that spreads them. */
    List<String> create() {
        TableName name = table.destination().name();
        String rows = create(Identifiers.quote(cluster.local(name)) + cluster.on());
        return cluster.isSpread()
                ? List.of(rows, cluster.spread(name, sorting.shardingKey(), table.option("policy_name")))
                : List.of(rows);
    }

    /** @param name of the table, and what stands behind it */
    String create(String name) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < table.destination().columns().size(); i++) {
            columns.add(definition(i));
        }
        if (!table.syncedAtColumn().isEmpty()) {
            columns.add(Identifiers.quote(table.syncedAtColumn()) + " DateTime64(9) DEFAULT now64(9)");
        }
        columns.add(Identifiers.quote(deletedColumn(table)) + " UInt8");
        if (sorting.needsMoved()) {
            columns.add(Identifiers.quote(MOVED) + " UInt8");
        }
        columns.add(Identifiers.quote(VERSION) + " UInt64");
        return "CREATE TABLE IF NOT EXISTS " + name + " (" + String.join(", ", columns) + ") ENGINE = " + engine();
    }

    /** Adds a column; rows that are there show what the source's hold. */
    List<String> add(int index, StoredTable stored) {
        Column column = table.destination().columns().get(index);
        if (column.earlier() instanceof EarlierValue.Unknown) {
            throw new TainException(
                    ErrorCode.TABLE_SCHEMA_CHANGED,
                    "Column " + column.name() + " was added to the source table with a value computed for each row,"
                            + " which the log does not tell.",
                    "Resync the table, or add the column to the destination table with the values that it has.");
        }
        String addition = " ADD COLUMN IF NOT EXISTS " + definition(index);
        StoredTable.Rows rows = stored.rows();
        String first = "ALTER TABLE " + rows.named() + addition;
        return rows.cluster().isEmpty()
                ? List.of(first)
                : List.of(
                        first,
                        "ALTER TABLE "
                                + new StoredTable.Rows(table.destination().name(), rows.cluster()).named() + addition);
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

    /** Whether there are replicas the peer says, not the mapping, as published. */
    private String engine() {
        return switch (Engine.of(table)) {
            case NULL -> "Null";
            case MERGE_TREE -> engine("MergeTree", "") + clauses(deduplication());
            case COALESCING_MERGE_TREE -> engine("CoalescingMergeTree", "") + clauses("");
            case REPLACING_MERGE_TREE -> engine("ReplacingMergeTree", versions()) + clauses("");
        };
    }

    private String deduplication() {
        return cluster.replicated() ? "" : "non_replicated_deduplication_window = 1000";
    }

    private String engine(String engine, String arguments) {
        return cluster.engine(table.destination().name(), engine, arguments);
    }

    /** A row that is only marked as deleted is still shown, so the engine is not told of the mark. */
    private String versions() {
        String hiding = table.softDeletes() ? (sorting.needsMoved() ? MOVED : "") : DELETED;
        return Identifiers.quote(VERSION) + (hiding.isEmpty() ? "" : ", " + Identifiers.quote(hiding));
    }

    /** Syncing makes what the source is told to be durable survive a power cut too. */
    private String clauses(String setting) {
        List<String> names = sorting.columns();
        String order = names.isEmpty() ? "tuple()" : "(" + Identifiers.quoteAll(names) + ")";
        String settings = "fsync_after_insert = 1, fsync_part_directory = 1";
        return sorting.partitioning() + " ORDER BY " + order + " SETTINGS " + settings
                + (sorting.hasNull(this) ? ", allow_nullable_key = 1" : "")
                + (setting.isEmpty() ? "" : ", " + setting);
    }
}
