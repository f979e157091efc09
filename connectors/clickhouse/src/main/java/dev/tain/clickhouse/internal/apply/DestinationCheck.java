package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.http.Server;
import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.clickhouse.internal.type.Conversion;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds what keeps tables from being written. Changes nothing. */
final class DestinationCheck {
    private static final Set<String> SYSTEM = Set.of("system", "information_schema", "INFORMATION_SCHEMA");
    private static final String CHANGE_TABLE = "change the destination table, or exclude the column";

    private final Server server;
    private final Catalog catalog;
    private final TryOut tryOut;
    private final Views views;

    DestinationCheck(Server server) {
        this.server = server;
        this.catalog = new Catalog(server);
        this.tryOut = new TryOut(server, catalog);
        this.views = new Views(server);
    }

    List<Problem> run(List<MappedTable> tables, boolean mustBeEmpty) {
        Set<TableName> destinations =
                tables.stream().map(table -> table.destination().name()).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        for (MappedTable table : tables) {
            TableName name = table.destination().name();
            if (SYSTEM.contains(name.schema())) {
                problems.add(problem(table, ErrorCode.TABLE_UNFIT, name + " is in a system database", "name another"));
            } else if (!catalog.databaseExists(name.schema())) {
                problems.add(problem(
                        table,
                        ErrorCode.SCHEMA_MISSING,
                        "database " + name.schema() + " does not exist at the destination",
                        "create it; it is not made by itself"));
            } else {
                List<Problem> found = new ArrayList<>(views.check(table, destinations));
                check(table, mustBeEmpty, found);
                problems.addAll(found);
            }
        }
        return problems;
    }

    /** Names that are wanted for views and are taken. */
    List<Problem> views(List<MappedTable> tables) {
        Set<TableName> destinations =
                tables.stream().map(table -> table.destination().name()).collect(Collectors.toSet());
        return tables.stream()
                .flatMap(table -> views.check(table, destinations).stream())
                .toList();
    }

    private void check(MappedTable table, boolean mustBeEmpty, List<Problem> problems) {
        int before = problems.size();
        Design design = new Design(table, catalog.types(table), server.cluster());
        for (int i = 0; i < table.source().columns().size(); i++) {
            known(table, design, i).ifPresent(problems::add);
        }
        problems.addAll(SortingCheck.asked(table));
        boolean isSound = problems.size() == before;
        TableName local = server.cluster().local(table.destination().name());
        Optional<StoredTable> stored = catalog.find(table.destination().name()).or(() -> catalog.find(local));
        if (stored.isEmpty() && isSound) {
            tryOut.run(table).ifPresent(problems::add);
        } else if (stored.isPresent()) {
            existing(table, stored.get(), problems);
            if (mustBeEmpty && catalog.hasRows(stored.get().rows().table())) {
                problems.add(problem(
                        table,
                        ErrorCode.TABLE_NOT_EMPTY,
                        "table " + table.destination().name() + " exists and is not empty",
                        "empty it, or mirror without the initial snapshot"));
            }
        }
    }

    private static Optional<Problem> known(MappedTable table, Design design, int index) {
        Column source = table.source().columns().get(index);
        PgType type = PgType.of(source);
        try {
            ChType asked = design.type(index);
            return Conversion.of(type, asked).isPossible()
                    ? Optional.empty()
                    : Optional.of(cannotTake(table, source, asked));
        } catch (IllegalArgumentException e) {
            return Optional.of(problem(
                    table,
                    ErrorCode.TABLE_UNFIT,
                    String.valueOf(e.getMessage()),
                    "give a type as ClickHouse spells it"));
        }
    }

    private static Problem cannotTake(MappedTable table, Column source, ChType type) {
        return problem(
                table,
                ErrorCode.TABLE_UNFIT,
                "column " + source.name() + " of type " + source.type() + " does not fit " + type + " in table "
                        + table.destination().name(),
                CHANGE_TABLE);
    }

    private static void existing(MappedTable table, StoredTable stored, List<Problem> problems) {
        TableName name = table.destination().name();
        if (stored.isView()) {
            problems.add(problem(
                    table, ErrorCode.TABLE_UNFIT, "destination table can not be a view: " + name, "name a table"));
            return;
        }
        for (int i = 0; i < table.destination().columns().size(); i++) {
            Column source = table.source().columns().get(i);
            Optional<StoredColumn> column =
                    stored.column(table.destination().columns().get(i).name());
            column.filter(c -> !c.isWritable())
                    .ifPresent(c -> problems.add(problem(
                            table,
                            ErrorCode.TABLE_UNFIT,
                            "column " + c.name() + " of table " + name + " is " + c.defaultKind()
                                    + " and cannot be written",
                            CHANGE_TABLE)));
            column.filter(c -> !Conversion.of(PgType.of(source), c.type()).isPossible())
                    .ifPresent(c -> problems.add(cannotTake(table, source, c.type())));
        }
        for (String needed : List.of(Design.VERSION, Design.deletedColumn(table))) {
            if (stored.column(needed).isEmpty()) {
                problems.add(problem(
                        table,
                        ErrorCode.TABLE_UNFIT,
                        "table " + name + " has no column " + needed,
                        "add " + needed + (needed.equals(Design.VERSION) ? " UInt64" : " UInt8") + " to it"));
            }
        }
        problems.addAll(SortingCheck.stored(table, stored));
    }

    static Problem problem(MappedTable table, ErrorCode code, String sentence, String remedy) {
        return new Problem(code, table.destination().name().toString(), sentence, remedy);
    }
}
