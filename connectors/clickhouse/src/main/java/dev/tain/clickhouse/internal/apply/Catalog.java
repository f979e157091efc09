package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.apply.StoredColumn.Place;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.clickhouse.internal.type.TypeMap;
import dev.tain.connector.MappedTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks tables up in the server's system tables. */
final class Catalog {
    private static final int SHARDING_ARGUMENT = 3;

    private final Server server;

    Catalog(Server server) {
        this.server = server;
    }

    /** What one table of the server says of itself. */
    private record Found(String engine, String text, String comment) {}

    Optional<StoredTable> find(TableName name) {
        return look(name)
                .map(found -> found.engine().equals("Distributed")
                        ? spread(name, EngineText.arguments(found.text()))
                        : plain(name, found));
    }

    private Optional<Found> look(TableName name) {
        return server
                .query(
                        "SELECT engine, engine_full, comment FROM system.tables WHERE database = "
                                + Identifiers.literal(name.schema()) + " AND name = "
                                + Identifiers.literal(name.name()),
                        "looking at table " + name)
                .stream()
                .findFirst()
                .map(row -> new Found(row.getFirst(), row.get(1), row.get(2)));
    }

    private StoredTable plain(TableName name, Found found) {
        return new StoredTable(found.engine(), columns(name, Set.of()), hiding(found), new StoredTable.Rows(name, ""));
    }

    /** The columns are those that can be written and read; what they decide, the tables with the rows say. */
    private StoredTable spread(TableName name, List<String> arguments) {
        TableName local = new TableName(EngineText.bare(arguments.get(1)), EngineText.bare(arguments.get(2)));
        Found rows = look(local)
                .orElseThrow(() -> new TainException(
                        ErrorCode.TABLE_UNFIT,
                        "Table " + name + " spreads its rows over tables " + local
                                + ", and the server that the peer names has none.",
                        "Let the peer name a server of the cluster."));
        Set<String> sharding =
                arguments.size() > SHARDING_ARGUMENT ? SqlText.words(arguments.get(SHARDING_ARGUMENT)) : Set.of();
        List<StoredColumn> held = columns(local, sharding);
        List<StoredColumn> columns = columns(name, sharding).stream()
                .map(column -> held.stream()
                        .filter(other -> other.name().equals(column.name()))
                        .findFirst()
                        .orElse(column))
                .toList();
        return new StoredTable(
                rows.engine(),
                columns,
                hiding(rows),
                new StoredTable.Rows(local, EngineText.bare(arguments.getFirst())));
    }

    private List<StoredColumn> columns(TableName name, Set<String> sharding) {
        List<StoredColumn> columns = new ArrayList<>();
        for (List<String> row : server.query(
                "SELECT name, type, default_kind, is_in_sorting_key, is_in_partition_key FROM system.columns"
                        + " WHERE database = " + Identifiers.literal(name.schema()) + " AND table = "
                        + Identifiers.literal(name.name()) + " ORDER BY position",
                "looking at table " + name)) {
            Set<Place> places = EnumSet.noneOf(Place.class);
            add(row.get(3).equals("1"), Place.ORDER, places);
            add(row.get(4).equals("1"), Place.PARTITION, places);
            add(sharding.contains(row.getFirst()), Place.SHARD, places);
            columns.add(new StoredColumn(row.getFirst(), ChType.parse(row.get(1)), row.get(2), places));
        }
        return columns;
    }

    private static void add(boolean holds, Place place, Set<Place> places) {
        if (holds) {
            places.add(place);
        }
    }

    /** Behind the texts, which say where replicas meet, and the version. */
    private static String hiding(Found found) {
        if (!found.engine().contains("ReplacingMergeTree")) {
            return "";
        }
        List<String> names = EngineText.arguments(found.text()).stream()
                .filter(argument -> !EngineText.isText(argument))
                .toList();
        return names.size() < 2 ? "" : EngineText.bare(names.get(1));
    }

    /** The comment of a table or view; empty when there is none of the name. */
    Optional<String> comment(TableName name) {
        return look(name).map(Found::comment);
    }

    /** Which types the columns get that Tain makes in this table. */
    TypeMap types(MappedTable table) {
        boolean hasTimes = server.setting("enable_time_time64_type").equals("1");
        return new TypeMap(hasTimes, table.options().containsKey(MappedTable.NATIVE_JSON));
    }

    boolean databaseExists(String database) {
        return !server.query(
                        "SELECT 1 FROM system.databases WHERE name = " + Identifiers.literal(database),
                        "looking for database " + database)
                .isEmpty();
    }

    boolean hasRows(TableName name) {
        return !server.query(
                        "SELECT 1 FROM " + Identifiers.quote(name) + " LIMIT 1", "looking for rows of table " + name)
                .isEmpty();
    }
}
