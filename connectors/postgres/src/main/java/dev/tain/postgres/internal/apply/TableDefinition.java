package dev.tain.postgres.internal.apply;

import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.EarlierValue;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
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

    /**
     * Columns that came since are nullable. The rows that are there get the value that they have at the source, by the
     * server's own means: a default that is there only while the column is added.
     */
    static List<String> addMissing(MappedTable table, StoredTable stored) {
        String alter = "ALTER TABLE " + Identifiers.quote(table.destination().name());
        List<String> statements = new ArrayList<>();
        for (Column column : table.destination().columns()) {
            if (stored.column(column.name()).isEmpty()) {
                statements.addAll(add(alter, column));
            }
        }
        for (OwnColumn column : ownColumns(table)) {
            if (stored.column(column.name()).isEmpty()) {
                statements.add(alter + " ADD COLUMN " + column.definition());
            }
        }
        return statements;
    }

    private static List<String> add(String alter, Column column) {
        String add = alter + " ADD COLUMN " + column(column);
        return switch (column.earlier()) {
            case EarlierValue.Empty empty -> List.of(add);
            case EarlierValue.Constant(String text) ->
                List.of(
                        add + " DEFAULT " + Identifiers.literal(text) + "::" + column.type(),
                        alter + " ALTER COLUMN " + Identifiers.quote(column.name()) + " DROP DEFAULT");
            case EarlierValue.Unknown unknown ->
                throw new TainException(
                        ErrorCode.TABLE_SCHEMA_CHANGED,
                        "Column " + column.name() + " was added to the source table with a value computed for each"
                                + " row, which the log does not tell.",
                        "Take the table out of the mirror, empty or drop its destination table, and add it again: it"
                                + " is copied anew while the other tables go on.");
        };
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
