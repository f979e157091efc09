package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.MappedTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The views of a destination table that a mirror's settings ask for: its rows as they are now, and its rows as they
 * were at a read point. They have the table's columns without those of the bookkeeping.
 */
final class Views {
    static final String CURRENT = "_current";
    static final String AS_OF = "_as_of";

    private static final String GONE = "this read point is gone, because rows changed since; read it again";
    private static final String INCOMPLETE = "the table is not complete at this read point, see _tain_read_points";

    private final ViewMaker maker;
    private final TableName readPoints;

    Views(Server server) {
        this.maker = new ViewMaker(server);
        this.readPoints = new BookTables(server).readPoints();
    }

    static boolean areNamed(MappedTable table) {
        return !table.option(MappedTable.CURRENT_VIEW).isEmpty()
                || !table.option(MappedTable.AS_OF_VIEW).isEmpty();
    }

    /** Makes what is asked for and drops what is not; without a word about a view it stays as it is. */
    void arrange(MappedTable table, StoredTable stored) {
        if (stored.isReadable()) {
            arrange(table, CURRENT, MappedTable.CURRENT_VIEW, current(table, stored));
            arrange(table, AS_OF, MappedTable.AS_OF_VIEW, asOf(table, stored));
        }
    }

    private void arrange(MappedTable table, String suffix, String option, String query) {
        TableName view = view(table, suffix);
        switch (table.option(option)) {
            case "true" -> maker.make(view, query);
            case "false" -> maker.drop(view);
            default -> {}
        }
    }

    /** Names that are wanted for views and belong to something else. */
    List<Problem> check(MappedTable table, Set<TableName> destinations) {
        List<Problem> problems = new ArrayList<>();
        check(table, CURRENT, MappedTable.CURRENT_VIEW, destinations, problems);
        check(table, AS_OF, MappedTable.AS_OF_VIEW, destinations, problems);
        return problems;
    }

    private void check(
            MappedTable table, String suffix, String option, Set<TableName> destinations, List<Problem> problems) {
        TableName view = view(table, suffix);
        if (table.option(option).equals("true") && (destinations.contains(view) || maker.isTaken(view))) {
            problems.add(new Problem(
                    ErrorCode.TABLE_UNFIT,
                    view.toString(),
                    view + " is to be a view of " + table.destination().name() + ", and is something else",
                    "rename that, or leave the views out"));
        }
    }

    private static TableName view(MappedTable table, String suffix) {
        TableName name = table.destination().name();
        return new TableName(name.schema(), name.name() + suffix);
    }

    private static String columns(MappedTable table, StoredTable stored) {
        Set<String> ours = Set.of(Design.VERSION, Design.DELETED, Design.MOVED);
        return Identifiers.quoteAll(stored.columns().stream()
                .filter(StoredColumn::isWritable)
                .map(StoredColumn::name)
                .filter(name -> !ours.contains(name)
                        && !name.equals(Design.deletedColumn(table))
                        && !name.equals(table.syncedAtColumn())
                        && !name.equals(stored.hiding()))
                .toList());
    }

    static String current(MappedTable table, StoredTable stored) {
        String name = Identifiers.quote(table.destination().name());
        String from = stored.replaces() ? name + " FINAL" : latest(table, "");
        return "SELECT " + columns(table, stored) + " FROM " + from + " WHERE " + isThere(table);
    }

    /**
     * Rows of later versions are left out before the engine picks the latest of each place. That is the row of that
     * time unless a merge has thrown it away for a later one: then the later one is in a part of several inserts.
     */
    private String asOf(MappedTable table, StoredTable stored) {
        String version = Identifiers.quote(Design.VERSION);
        String name = Identifiers.quote(table.destination().name());
        String early = version + " <= {version:UInt64}";
        String blocks = "splitByChar('_', _part)";
        String from = stored.replaces()
                ? name + " FINAL PREWHERE throwIf(" + version + " > {version:UInt64} AND " + blocks + "[2] != " + blocks
                        + "[3], " + Identifiers.literal(GONE) + ") = 0 AND " + early
                : latest(table, " WHERE " + early);
        return "SELECT " + columns(table, stored) + " FROM " + from + " WHERE " + isThere(table) + " AND "
                + complete(table);
    }

    private String complete(MappedTable table) {
        TableName name = table.destination().name();
        return "(SELECT throwIf(count() = 0 OR countIf(isNull(complete_from) OR complete_from > {version:UInt64}) > 0, "
                + Identifiers.literal(INCOMPLETE) + ") FROM " + Identifiers.quote(readPoints)
                + " WHERE destination_database = " + Identifiers.literal(name.schema()) + " AND destination_table = "
                + Identifiers.literal(name.name()) + ") = 0";
    }

    /** Where all rows are kept, the latest of each key. */
    static String latest(MappedTable table, String where) {
        List<String> key = new ArrayList<>();
        for (int index : table.destination().keyIndexes()) {
            key.add(table.destination().columns().get(index).name());
        }
        return "(SELECT * FROM " + Identifiers.quote(table.destination().name()) + where + " ORDER BY "
                + Identifiers.quote(Design.VERSION) + " DESC"
                + (key.isEmpty() ? "" : " LIMIT 1 BY " + Identifiers.quoteAll(key)) + ")";
    }

    private static String isThere(MappedTable table) {
        return Identifiers.quote(Design.deletedColumn(table)) + " = 0";
    }
}
