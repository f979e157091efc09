package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.ClickHouseConnector;
import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.model.Column;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.testkit.ClickHouseCluster;
import dev.tain.testkit.ClickHouseServer;
import java.util.List;
import java.util.Map;

/** A fresh database as a mirror's destination, and how a test looks into it. */
final class DestinationDatabase {
    private final ClickHouseServer server;
    private final String database;
    private final Map<String, String> options;
    private final Destination destination;

    DestinationDatabase() {
        this(ClickHouseServer.shared());
    }

    private DestinationDatabase(ClickHouseServer server) {
        this(server, server.createDatabase(), server.httpPort(), "");
    }

    /** @param cluster empty for the one server */
    private DestinationDatabase(ClickHouseServer server, String database, int port, String cluster) {
        this.server = server;
        this.database = database;
        this.options = Map.of(
                "host",
                "127.0.0.1",
                "port",
                Integer.toString(port),
                "database",
                database,
                "cluster",
                cluster,
                "disable_tls",
                "true");
        this.destination = new ClickHouseConnector().destination(peer(), "contract");
    }

    /** A database on the servers of a cluster. */
    static DestinationDatabase of(ClickHouseCluster cluster) {
        String name = cluster.first().createDatabase();
        cluster.servers().getLast().execute("CREATE DATABASE " + name);
        return new DestinationDatabase(cluster.first(), name, cluster.httpPort(), ClickHouseCluster.NAME);
    }

    Peer peer() {
        return new Peer("ch", PeerType.CLICKHOUSE, options, Map.of());
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
