package dev.tain.postgres.internal.apply;

import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.postgres.internal.Identifiers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that make a destination table, or the columns that an existing one lacks. */
final class TableDefinition {
    private TableDefinition() {}

    static String create(MappedTable table) {
        List<String> parts = new ArrayList<>();
        for (Column column : table.destination().columns()) {
            parts.add(column(column) + (column.nullable() && !column.isKey() ? "" : " NOT NULL"));
        }
        for (Column column : table.generated()) {
            parts.add(column(column) + " GENERATED ALWAYS AS (" + column.generatedAs() + ") STORED");
        }
        ownColumns(table).forEach(column -> parts.add(column.definition()));
        if (table.destination().hasKey()) {
            parts.add("PRIMARY KEY (" + key(table) + ")");
        }
        return "CREATE TABLE " + Identifiers.quote(table.destination().name()) + " (" + String.join(", ", parts) + ")";
    }

    /** Columns that came since are nullable: the rows that are there have no value for them yet. */
    static List<String> addMissing(MappedTable table, StoredTable stored) {
        List<OwnColumn> wanted = new ArrayList<>();
        table.destination().columns().forEach(column -> wanted.add(new OwnColumn(column.name(), column(column))));
        wanted.addAll(ownColumns(table));
        String alter = "ALTER TABLE " + Identifiers.quote(table.destination().name()) + " ADD COLUMN ";
        return wanted.stream()
                .filter(column -> stored.column(column.name()).isEmpty())
                .map(column -> alter + column.definition())
                .toList();
    }

    /** A column that the mirror itself fills. */
    private record OwnColumn(String name, String definition) {}

    private static List<OwnColumn> ownColumns(MappedTable table) {
        List<OwnColumn> columns = new ArrayList<>();
        if (table.softDeletes()) {
            String name = table.softDeleteColumn();
            columns.add(new OwnColumn(name, Identifiers.quote(name) + " boolean DEFAULT FALSE"));
        }
        if (!table.syncedAtColumn().isEmpty()) {
            String name = table.syncedAtColumn();
            columns.add(new OwnColumn(name, Identifiers.quote(name) + " timestamp DEFAULT CURRENT_TIMESTAMP"));
        }
        return columns;
    }

    private static String column(Column column) {
        return Identifiers.quote(column.name()) + " " + column.type();
    }

    private static String key(MappedTable table) {
        return Arrays.stream(table.destination().keyIndexes())
                .mapToObj(i ->
                        Identifiers.quote(table.destination().columns().get(i).name()))
                .collect(Collectors.joining(", "));
    }
}
