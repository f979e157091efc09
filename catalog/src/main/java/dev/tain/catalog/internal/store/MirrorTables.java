package dev.tain.catalog.internal.store;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.tain.model.ColumnMapping;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

/** The table mappings of mirrors, in four tables. */
final class MirrorTables {
    private MirrorTables() {}

    /** One mapping of one mirror, by its place in the list. */
    private record Place(String mirror, int place) {
        static Place of(ResultSet row, StatementContext context) throws SQLException {
            return new Place(row.getString("mirror"), row.getInt("place"));
        }
    }

    /** The mappings of each mirror, in order. */
    static Map<String, List<TableMapping>> read(Handle handle, Scope scope) {
        Map<Place, List<String>> excluded = Scope.grouped(
                scope.query(handle, "SELECT mirror, place, name FROM mirror_table_excluded", "mirror", "mirror"),
                Place::of,
                (row, context) -> row.getString("name"));
        Map<Place, Map<String, String>> options = Scope.pairs(
                scope.query(handle, "SELECT mirror, place, name, value FROM mirror_table_option", "mirror", "mirror"),
                Place::of);
        Map<Place, List<ColumnMapping>> columns = columns(handle, scope);
        return scope.query(handle, "SELECT * FROM mirror_table", "mirror", "mirror, place")
                .map((row, context) -> {
                    Place place = Place.of(row, context);
                    TableMapping table = new TableMapping(
                            new TableName(row.getString("source_schema"), row.getString("source_table")),
                            new TableName(row.getString("destination_schema"), row.getString("destination_table")),
                            Set.copyOf(excluded.getOrDefault(place, List.of())),
                            columns.getOrDefault(place, List.of()),
                            options.getOrDefault(place, Map.of()));
                    return Map.entry(place.mirror(), table);
                })
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static Map<Place, List<ColumnMapping>> columns(Handle handle, Scope scope) {
        return Scope.grouped(
                scope.query(handle, "SELECT * FROM mirror_table_column", "mirror", "mirror, place, column_place"),
                Place::of,
                (row, context) -> new ColumnMapping(
                        row.getString("source_name"),
                        row.getString("destination_name"),
                        row.getString("destination_type"),
                        row.getInt("ordering"),
                        row.getInt("partitioning"),
                        row.getBoolean("nullable")));
    }

    static void delete(Handle handle, String mirror) {
        for (String table :
                List.of("mirror_table", "mirror_table_excluded", "mirror_table_column", "mirror_table_option")) {
            handle.createUpdate("DELETE FROM " + table + " WHERE mirror = :mirror")
                    .bind("mirror", mirror)
                    .execute();
        }
    }

    static void insert(Handle handle, String mirror, List<TableMapping> tables) {
        PreparedBatch mappings = handle.prepareBatch("""
                INSERT INTO mirror_table
                    (mirror, place, source_schema, source_table, destination_schema, destination_table)
                VALUES (:mirror, :place, :sourceSchema, :sourceTable, :destinationSchema, :destinationTable)
                """);
        PreparedBatch excluded = handle.prepareBatch(
                "INSERT INTO mirror_table_excluded (mirror, place, name) VALUES (:mirror, :place, :name)");
        PreparedBatch columns = handle.prepareBatch("""
                INSERT INTO mirror_table_column (mirror, place, column_place, source_name, destination_name,
                    destination_type, ordering, partitioning, nullable)
                VALUES (:mirror, :place, :columnPlace, :sourceName, :destinationName,
                    :destinationType, :ordering, :partitioning, :nullable)
                """);
        PreparedBatch options = handle.prepareBatch(
                "INSERT INTO mirror_table_option (mirror, place, name, value) VALUES (:mirror, :place, :name, :value)");
        for (int i = 0; i < tables.size(); i++) {
            TableMapping table = tables.get(i);
            Map<String, Object> place = Map.of("mirror", mirror, "place", i);
            addMapping(mappings.bindMap(place), table);
            table.excluded()
                    .forEach(name -> excluded.bindMap(place).bind("name", name).add());
            addColumns(columns, place, table.columns());
            table.options()
                    .forEach((name, value) -> options.bindMap(place)
                            .bind("name", name)
                            .bind("value", value)
                            .add());
        }
        List.of(mappings, excluded, columns, options).forEach(PreparedBatch::execute);
    }

    private static void addMapping(PreparedBatch batch, TableMapping table) {
        batch.bind("sourceSchema", table.source().schema())
                .bind("sourceTable", table.source().name())
                .bind("destinationSchema", table.destination().schema())
                .bind("destinationTable", table.destination().name())
                .add();
    }

    private static void addColumns(PreparedBatch batch, Map<String, Object> place, List<ColumnMapping> columns) {
        for (int i = 0; i < columns.size(); i++) {
            ColumnMapping column = columns.get(i);
            batch.bindMap(place)
                    .bind("columnPlace", i)
                    .bind("sourceName", column.sourceName())
                    .bind("destinationName", column.destinationName())
                    .bind("destinationType", column.destinationType())
                    .bind("ordering", column.ordering())
                    .bind("partitioning", column.partitioning())
                    .bind("nullable", column.nullable())
                    .add();
        }
    }
}
