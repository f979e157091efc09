package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.clickhouse.internal.type.TypeMap;
import dev.tain.connector.MappedTable;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks tables up in the server's system tables. */
final class Catalog {
    private final Server server;

    Catalog(Server server) {
        this.server = server;
    }

    Optional<StoredTable> find(TableName name) {
        String where = " WHERE database = " + Identifiers.literal(name.schema()) + " AND ";
        String doing = "looking at table " + name;
        List<List<String>> tables = server.query(
                "SELECT engine, sorting_key FROM system.tables" + where + "name = " + Identifiers.literal(name.name()),
                doing);
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        List<StoredColumn> columns = new ArrayList<>();
        for (List<String> row : server.query(
                "SELECT name, type, default_kind FROM system.columns" + where + "table = "
                        + Identifiers.literal(name.name()) + " ORDER BY position",
                doing)) {
            columns.add(new StoredColumn(row.getFirst(), ChType.parse(row.get(1)), row.get(2)));
        }
        return Optional.of(new StoredTable(
                tables.getFirst().getFirst(), columns, sorting(tables.getFirst().get(1))));
    }

    /** A list of names as the server writes it; names with odd characters are quoted there. */
    private static List<String> sorting(String key) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        int depth = 0;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '`') {
                quoted = !quoted;
            } else if (c == ',' && !quoted && depth == 0) {
                names.add(name.toString().strip());
                name.setLength(0);
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                name.append(c);
            }
        }
        if (!name.isEmpty()) {
            names.add(name.toString().strip());
        }
        return names;
    }

    /** Which types the columns get that Tain makes in this table. */
    TypeMap types(MappedTable table) {
        boolean hasTimes = server.query(
                        "SELECT value FROM system.settings WHERE name = 'enable_time_time64_type'",
                        "looking at the server's settings")
                .equals(List.of(List.of("1")));
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
