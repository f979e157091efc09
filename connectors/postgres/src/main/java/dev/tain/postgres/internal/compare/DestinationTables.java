package dev.tain.postgres.internal.compare;

import dev.tain.connector.ComparedTable;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowForm;
import dev.tain.model.Column;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.TableDescriber;
import dev.tain.postgres.internal.compare.ComparedSql.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The destination's side of comparisons. */
public final class DestinationTables {
    private DestinationTables() {}

    /** See {@link dev.tain.connector.Destination#form}. */
    public static RowForm form(Connections connections, MappedTable table) {
        try (Reading reading = Reading.open(connections, table.destination().name())) {
            return new RowForm.PostgresText(types(reading, table));
        }
    }

    /** See {@link dev.tain.connector.Destination#compared}. */
    public static ComparedTable open(Connections connections, MappedTable table) {
        TableSchema destination = table.destination();
        Reading reading = Reading.open(connections, destination.name());
        try {
            SourceTables.requireEncoding(reading, table);
            List<String> types = types(reading, table);
            List<Value> values = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                String name =
                        "t." + Identifiers.quote(destination.columns().get(i).name());
                values.add(new Value(name, types.get(i), name));
            }
            String shown =
                    table.softDeletes() ? "t." + Identifiers.quote(table.softDeleteColumn()) + " IS NOT TRUE" : "";
            ComparedSql sql =
                    new ComparedSql(destination.name(), values, destination.keyIndexes(), reading.only(), shown);
            return new TextTable(reading, sql, SourceTables.order(reading, destination));
        } catch (TainException e) {
            reading.close();
            throw e;
        }
    }

    /** The types of the mapped columns as they are there. */
    private static List<String> types(Reading reading, MappedTable table) {
        TableSchema wanted = table.destination();
        List<TableSchema> found = TableDescriber.describe(reading.connection(), List.of(wanted.name()));
        Map<String, Column> columns = found.stream()
                .flatMap(schema -> schema.columns().stream())
                .collect(Collectors.toMap(Column::name, Function.identity()));
        List<String> types = new ArrayList<>();
        for (Column column : wanted.columns()) {
            Column there = columns.get(column.name());
            if (there == null) {
                throw new TainException(
                        ErrorCode.TABLE_UNFIT,
                        "The destination table " + wanted.name() + " has no column " + column.name() + ".",
                        "If the column was just added at the source, it comes with the table's next change. Otherwise"
                                + " put it back, or exclude it.");
            }
            types.add(there.type());
        }
        return types;
    }
}
