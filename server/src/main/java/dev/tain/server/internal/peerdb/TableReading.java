package dev.tain.server.internal.peerdb;

import dev.tain.model.ColumnMapping;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.server.internal.peerdb.ConfigWriting.TableOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns published table mappings into ours. */
final class TableReading {
    // The published rule; it also keeps statements out of a place where a type's name goes into one.
    private static final Pattern COLUMN_TYPE = Pattern.compile("^$|^[a-zA-Z][a-zA-Z0-9(),]*$");

    private TableReading() {}

    static List<TableMapping> tables(String field, List<ConnectionConfigs.Table> asked, Findings findings) {
        List<TableMapping> tables = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            ConnectionConfigs.Table table = asked.get(i);
            String place = field + "[" + i + "]";
            boolean fitSource = source(place, table, findings);
            boolean fitDestination = destination(place, table, findings);
            table.columns().forEach(column -> check(place, column, findings));
            if (fitSource && fitDestination) {
                tables.add(mapping(table));
            }
        }
        return tables;
    }

    /** Tables to remove; the source names one, so that the destination may be left out. */
    static List<TableMapping> removed(List<ConnectionConfigs.Table> asked, Findings findings) {
        List<TableMapping> tables = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            ConnectionConfigs.Table table = asked.get(i);
            if (source("removed_tables[" + i + "]", table, findings)) {
                String destination = table.destinationTableIdentifier();
                TableName source = TableName.parse(table.sourceTableIdentifier());
                tables.add(new TableMapping(source, isTable(destination) ? TableName.parse(destination) : source));
            }
        }
        return tables;
    }

    private static boolean source(String place, ConnectionConfigs.Table table, Findings findings) {
        String name = table.sourceTableIdentifier();
        boolean fit = isTable(name);
        if (!fit) {
            findings.badTable(
                    place + ".source_table_identifier",
                    name.isEmpty() ? "source table identifier is empty" : "invalid source table identifier: " + name);
        }
        return fit;
    }

    private static boolean destination(String place, ConnectionConfigs.Table table, Findings findings) {
        String name = table.destinationTableIdentifier();
        boolean fit = isTable(name);
        if (!fit) {
            findings.badTable(
                    place + ".destination_table_identifier",
                    name.isEmpty()
                            ? "destination table identifier is empty"
                            : "invalid destination table identifier: " + name);
        }
        return fit;
    }

    private static boolean isTable(String name) {
        return !name.isEmpty() && !name.startsWith(".") && !name.endsWith(".");
    }

    private static void check(String place, ConnectionConfigs.Column column, Findings findings) {
        if (column.sourceName().isEmpty()) {
            findings.add(place + ".columns", "a column's source_name is missing", "Name the source column.");
        }
        if (!COLUMN_TYPE.matcher(column.destinationType()).matches()) {
            findings.add(
                    place + ".columns",
                    "invalid custom column type " + column.destinationType(),
                    "Write a type's name, such as String or Decimal(10,2), without spaces.");
        }
        if (column.ordering() < 0 || column.partitioning() < 0) {
            findings.add(
                    place + ".columns",
                    "ordering and partitioning of column " + column.sourceName() + " must not be negative",
                    "Count from 1, or leave them out.");
        }
    }

    private static TableMapping mapping(ConnectionConfigs.Table table) {
        return new TableMapping(
                TableName.parse(table.sourceTableIdentifier()),
                TableName.parse(table.destinationTableIdentifier()),
                new LinkedHashSet<>(table.exclude()),
                table.columns().stream().map(TableReading::column).toList(),
                options(table));
    }

    private static ColumnMapping column(ConnectionConfigs.Column column) {
        return new ColumnMapping(
                column.sourceName(),
                column.destinationName(),
                column.destinationType(),
                column.ordering(),
                column.partitioning(),
                column.nullableEnabled());
    }

    private static Map<String, String> options(ConnectionConfigs.Table table) {
        Map<String, String> options = new TreeMap<>();
        options.put(
                TableOptions.ENGINE,
                table.engine() == null ? "" : table.engine().name());
        options.put(TableOptions.SHARDING_KEY, table.shardingKey());
        options.put(TableOptions.POLICY_NAME, table.policyName());
        options.put(TableOptions.PARTITION_BY_EXPR, table.partitionByExpr());
        options.put(TableOptions.PARTITION_KEY, table.partitionKey());
        options.values().removeIf(String::isEmpty);
        return options;
    }
}
