package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.ClickHouseConnector;
import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.testkit.ClickHouseServer;
import java.util.List;
import java.util.Map;

/** A fresh database as a mirror's destination, and how a test looks into it. */
final class DestinationDatabase {
    private final ClickHouseServer server = ClickHouseServer.shared();
    private final String database = server.createDatabase();
    private final Destination destination = new ClickHouseConnector().destination(peer(), "contract");

    Peer peer() {
        return new Peer(
                "ch",
                PeerType.CLICKHOUSE,
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        Integer.toString(server.httpPort()),
                        "database",
                        database,
                        "disable_tls",
                        "true"),
                Map.of());
    }

    /** A connection of the test's own. */
    Server connect() {
        return new Server(peer());
    }

    Destination destination() {
        return destination;
    }

    ClickHouseServer server() {
        return server;
    }

    String name() {
        return database;
    }

    List<String> contents(MappedTable table) {
        return table.softDeletes() ? contents(table, "") : contents(table, " WHERE `_peerdb_is_deleted` = 0");
    }

    List<String> deletedContents(MappedTable table) {
        return contents(table, " WHERE " + Identifiers.quote(table.softDeleteColumn()) + " = 1");
    }

    private List<String> contents(MappedTable table, String where) {
        String columns = Identifiers.quoteAll(
                table.destination().columns().stream().map(Column::name).toList());
        return server.rows("SELECT " + columns + " FROM "
                + Identifiers.quote(table.destination().name()) + " FINAL" + where + " ORDER BY 1");
    }
}
