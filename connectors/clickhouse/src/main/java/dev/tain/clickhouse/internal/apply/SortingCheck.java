package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.apply.StoredColumn.Place;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what would leave rows of one key where they do not replace each other. */
final class SortingCheck {
    private static final Pattern CHANCE = Pattern.compile(
            "rand.*|generate.*|now.*|today|yesterday|rowNumberIn.*|hostName|serverUUID|timezone.*|blockNumber");

    private SortingCheck() {}

    /** What the mapping asks for. */
    static List<Problem> asked(MappedTable table) {
        List<Problem> problems = new ArrayList<>();
        for (String option : List.of("partition_by_expr", "sharding_key")) {
            SqlText.fault(table.option(option))
                    .ifPresent(fault -> problems.add(problem(
                            table,
                            option + " " + table.option(option) + " of table "
                                    + table.destination().name() + " is not one expression: " + fault,
                            "give an expression over the table's columns")));
        }
        Set<String> columns = Set.copyOf(
                table.destination().columns().stream().map(Column::name).toList());
        SqlText.words(table.option("sharding_key")).stream()
                .filter(word -> CHANCE.matcher(word).matches() && !columns.contains(word))
                .findFirst()
                .ifPresent(word -> problems.add(problem(
                        table,
                        "sharding_key " + table.option("sharding_key") + " of table "
                                + table.destination().name() + " has " + word
                                + " in it, so that rows of one key would go to different shards",
                        "give an expression over the table's columns that is always the same for the same row")));
        return problems;
    }

    /** What a table that is there has. */
    static List<Problem> stored(MappedTable table, StoredTable stored) {
        List<Problem> problems = new ArrayList<>();
        boolean moves = false;
        for (int i = 0; i < table.source().columns().size(); i++) {
            String name = table.destination().columns().get(i).name();
            Set<Place> places = stored.column(name).map(StoredColumn::places).orElse(Set.of());
            boolean isKey = table.source().columns().get(i).isKey();
            moves |= !isKey && places.contains(Place.ORDER);
            if (!isKey && places.contains(Place.SHARD) && !places.contains(Place.ORDER)) {
                problems.add(problem(
                        table,
                        "table " + table.destination().name() + " is sharded by " + name
                                + ", which is neither of the key nor of the order, so that a row that moves to another"
                                + " shard would stay on the first one too",
                        "shard by columns of the key, or order by " + name + " too"));
            }
        }
        boolean hides = !stored.hiding().isEmpty();
        if (table.softDeletes() && moves && stored.engine().contains("Replacing") && !hides) {
            problems.add(problem(
                    table,
                    "table " + table.destination().name() + " is ordered by a column that is not of the key, and has"
                            + " no column by which what a moved row leaves behind is hidden",
                    "add " + Design.MOVED + " UInt8, and name it in the engine behind the version"));
        }
        return problems;
    }

    private static Problem problem(MappedTable table, String sentence, String remedy) {
        return DestinationCheck.problem(table, ErrorCode.TABLE_UNFIT, sentence, remedy);
    }
}
