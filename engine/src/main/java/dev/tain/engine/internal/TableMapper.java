package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorEnv;
import dev.tain.model.Column;
import dev.tain.model.ColumnMapping;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Turns table mappings and the source's tables as they are into {@link MappedTable}s, and says what does not fit. */
final class TableMapper {
    private final MirrorConfig config;
    private final String defaultSchema;

    TableMapper(MirrorConfig config, String defaultSchema) {
        this.config = config;
        this.defaultSchema = defaultSchema;
    }

    /** The mappings whose source table is among the described ones. */
    List<MappedTable> map(List<TableMapping> mappings, Collection<TableSchema> described) {
        Map<TableName, TableMapping> bySource =
                mappings.stream().collect(Collectors.toMap(TableMapping::source, Function.identity()));
        List<MappedTable> mapped = new ArrayList<>();
        for (TableSchema table : described) {
            TableMapping mapping = bySource.get(table.name());
            if (mapping != null) {
                mapped.add(map(mapping, table));
            }
        }
        return mapped;
    }

    MappedTable map(TableMapping mapping, TableSchema described) {
        TableSchema carried = described.carried(mapping.excluded());
        List<Column> columns = carried.columns().stream()
                .map(column -> destinationColumn(mapping, column))
                .toList();
        List<Column> generated = described.columns().stream()
                .filter(column -> column.isGenerated() && !mapping.excluded().contains(column.name()))
                .map(column -> destinationColumn(mapping, column))
                .toList();
        return new MappedTable(
                carried,
                new TableSchema(mapping.destination().withDefaultSchema(defaultSchema), columns),
                generated,
                config.softDeleteColumn(),
                config.syncedAtColumn(),
                options(mapping));
    }

    /** The mapping's options and the mirror's, and the ranks of its columns in the table's order and partitions. */
    private Map<String, String> options(TableMapping mapping) {
        Map<String, String> options = new HashMap<>(mapping.options());
        config.unused().forEach((name, value) -> {
            if (name.startsWith(MirrorConfig.TABLE_OPTION) && value.equals("true")) {
                options.put(name.substring(MirrorConfig.TABLE_OPTION.length()), value);
            }
        });
        options.putAll(MirrorEnv.tableOptions(config));
        rank(mapping, ColumnMapping::ordering, MappedTable.ORDERING, options);
        rank(mapping, ColumnMapping::partitioning, MappedTable.PARTITIONING, options);
        mapping.columns().stream()
                .filter(ColumnMapping::nullable)
                .forEach(column -> options.put(MappedTable.NULLABLE + nameOf(column), "true"));
        return options;
    }

    private static void rank(
            TableMapping mapping, ToIntFunction<ColumnMapping> rank, String prefix, Map<String, String> options) {
        int next = 1;
        for (ColumnMapping column : mapping.columns().stream()
                .filter(each -> rank.applyAsInt(each) > 0)
                .sorted(Comparator.comparingInt(rank))
                .toList()) {
            options.put(prefix + next++, nameOf(column));
        }
    }

    private static String nameOf(ColumnMapping column) {
        return column.destinationName().isEmpty() ? column.sourceName() : column.destinationName();
    }

    private static Column destinationColumn(TableMapping mapping, Column column) {
        ColumnMapping asked = mapping.columns().stream()
                .filter(m -> m.sourceName().equals(column.name()))
                .findFirst()
                .orElse(new ColumnMapping(column.name(), "", "", 0, 0, false));
        return new Column(
                asked.destinationName().isEmpty() ? column.name() : asked.destinationName(),
                asked.destinationType().isEmpty() ? column.type() : asked.destinationType(),
                !column.isKey(),
                column.keyOrdinal(),
                column.encoding(),
                column.generatedAs(),
                column.earlier(),
                column.form(),
                column.types());
    }

    /** What the mappings say about columns that the source does not have, or that cannot be left out. */
    List<Problem> problems(List<TableMapping> mappings, Collection<TableSchema> described) {
        List<Problem> problems = new ArrayList<>();
        for (TableSchema table : described) {
            mappings.stream()
                    .filter(mapping -> mapping.source().equals(table.name()))
                    .forEach(mapping -> problems.addAll(problems(mapping, table)));
        }
        return problems;
    }

    private static List<Problem> problems(TableMapping mapping, TableSchema table) {
        List<Problem> problems = new ArrayList<>();
        Set<String> names = table.columns().stream().map(Column::name).collect(Collectors.toSet());
        Set<String> named = new TreeSet<>(mapping.excluded());
        mapping.columns().forEach(column -> named.add(column.sourceName()));
        named.removeAll(names);
        for (String unknown : named) {
            problems.add(new Problem(
                    ErrorCode.REQUEST_INVALID,
                    table.name().toString(),
                    "table " + table.name() + " has no column " + unknown + ", which the mapping names",
                    "name one of its columns: " + String.join(", ", new TreeSet<>(names))));
        }
        for (Column column : table.columns()) {
            if (column.isKey() && mapping.excluded().contains(column.name())) {
                problems.add(new Problem(
                        ErrorCode.TABLE_WITHOUT_KEY,
                        table.name().toString(),
                        "column " + column.name() + " of " + table.name() + " is excluded but part of the key",
                        "keep the key columns; a row is found by them"));
            }
        }
        return problems;
    }
}
