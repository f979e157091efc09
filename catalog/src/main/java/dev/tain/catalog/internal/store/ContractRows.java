package dev.tain.catalog.internal.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.tain.connector.ColumnContract;
import dev.tain.connector.ColumnContract.Fidelity;
import dev.tain.connector.TableContract;
import dev.tain.model.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Contracts of columns, in a table. */
final class ContractRows {
    private ContractRows() {}

    /** A mirrored table under both of its names. */
    private record Names(TableName source, TableName destination) {
        static Names of(ResultSet row) throws SQLException {
            return new Names(
                    new TableName(row.getString("source_schema"), row.getString("source_table")),
                    new TableName(row.getString("destination_schema"), row.getString("destination_table")));
        }
    }

    /** A table without columns leaves no row, and is not known any more. */
    static void insert(Handle handle, String mirror, TableContract contract) {
        PreparedBatch batch = handle.prepareBatch("""
                INSERT INTO column_contract (mirror, source_schema, source_table, place, destination_schema,
                    destination_table, source_column, source_type, destination_column, destination_type, fidelity, loss)
                VALUES (:mirror, :schema, :table, :place, :destinationSchema, :destinationTable, :sourceColumn,
                    :sourceType, :destinationColumn, :destinationType, :fidelity, :loss)
                """);
        for (int place = 0; place < contract.columns().size(); place++) {
            ColumnContract column = contract.columns().get(place);
            batch.bind("mirror", mirror)
                    .bind("schema", contract.source().schema())
                    .bind("table", contract.source().name())
                    .bind("place", place)
                    .bind("destinationSchema", contract.destination().schema())
                    .bind("destinationTable", contract.destination().name())
                    .bind("sourceColumn", column.source())
                    .bind("sourceType", column.sourceType())
                    .bind("destinationColumn", column.destination())
                    .bind("destinationType", column.destinationType())
                    .bind("fidelity", column.fidelity().name())
                    .bind("loss", column.loss())
                    .add();
        }
        batch.execute();
    }

    /** By source table. */
    static List<TableContract> read(Handle handle, String mirror) {
        Map<Names, List<ColumnContract>> columns = handle.createQuery(
                        "SELECT * FROM column_contract WHERE mirror = :mirror ORDER BY place")
                .bind("mirror", mirror)
                .map((row, context) -> Map.entry(Names.of(row), column(row)))
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        return columns.entrySet().stream()
                .map(table -> new TableContract(
                        table.getKey().source(), table.getKey().destination(), table.getValue()))
                .sorted(Comparator.comparing(TableContract::source)) // databases order texts in ways of their own
                .toList();
    }

    private static ColumnContract column(ResultSet row) throws SQLException {
        return new ColumnContract(
                row.getString("source_column"),
                row.getString("source_type"),
                row.getString("destination_column"),
                row.getString("destination_type"),
                Fidelity.valueOf(row.getString("fidelity")),
                row.getString("loss"));
    }
}
