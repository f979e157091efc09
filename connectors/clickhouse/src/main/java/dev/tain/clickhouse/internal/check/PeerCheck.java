package dev.tain.clickhouse.internal.check;

import dev.tain.clickhouse.internal.Cluster;
import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.PeerReport;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;

/** Whether a server can be used at all, and what a person should know about it. */
public final class PeerCheck {
    /** The first with rows that are marked as deleted in the engine and not kept for ever by accident. */
    private static final int OLDEST_YEAR = 24;

    private static final List<String> STAGING =
            List.of("s3_path", "access_key_id", "secret_access_key", "region", "endpoint", "s3.url");

    private PeerCheck() {}

    /** Connects and looks; makes and removes a table, to see that it may. Throws when the server cannot be used. */
    public static PeerReport run(Peer peer, Server server) {
        String version = server.query("SELECT version()", "looking at the server")
                .getFirst()
                .getFirst();
        if (Integer.parseInt(version.substring(0, version.indexOf('.'))) < OLDEST_YEAR) {
            throw new TainException(
                    ErrorCode.CLICKHOUSE_VERSION_UNSUPPORTED,
                    "The server is ClickHouse " + version + "; Tain works with versions from " + OLDEST_YEAR + ".1 on.",
                    "Use a newer server.");
        }
        requireDatabase(server);
        requireCluster(server);
        requirePrivileges(server);
        return new PeerReport(version, notes(peer, server));
    }

    /** What a cluster lacks is said by the server when the first statement goes to all of it; its name comes first. */
    private static void requireCluster(Server server) {
        String name = server.cluster().name();
        if (server.cluster().isSpread()
                && server.query(
                                "SELECT 1 FROM system.clusters WHERE cluster = " + Identifiers.literal(name)
                                        + " LIMIT 1",
                                "looking for the cluster")
                        .isEmpty()) {
            throw new TainException(
                    ErrorCode.CLICKHOUSE_CLUSTER_UNUSABLE,
                    "The server knows no cluster " + name + ".",
                    "Name one that system.clusters shows, or leave cluster out to write to this server alone.");
        }
    }

    private static void requireDatabase(Server server) {
        boolean exists = !server.query(
                        "SELECT 1 FROM system.databases WHERE name = " + Identifiers.literal(server.database()),
                        "looking for the database")
                .isEmpty();
        if (!exists) {
            throw new TainException(
                    ErrorCode.CLICKHOUSE_DATABASE_MISSING,
                    "The server has no database " + server.database() + ".",
                    "Create it, or name another one.");
        }
    }

    private static void requirePrivileges(Server server) {
        Cluster cluster = server.cluster();
        TableName table =
                new TableName(server.database(), "_tain_check_" + Long.toUnsignedString(System.nanoTime(), 36));
        String name = Identifiers.quote(table);
        String rows = Identifiers.quote(cluster.local(table)) + cluster.on();
        server.run("CREATE TABLE " + rows + " (a UInt8) ENGINE = MergeTree ORDER BY a", "trying to create a table");
        try {
            server.run("ALTER TABLE " + rows + " ADD COLUMN b UInt8", "trying to alter a table");
            if (cluster.isSpread()) {
                server.run(cluster.spread(table, "a", ""), "trying to create a table over the cluster");
            }
            server.run("INSERT INTO " + name + " SELECT 1, 1", "trying to write a table");
            server.query("SELECT * FROM " + name, "trying to read a table");
        } finally {
            if (cluster.isSpread()) {
                server.run("DROP TABLE IF EXISTS " + name + cluster.on(), "trying to drop a table");
            }
            server.run("DROP TABLE " + rows, "trying to drop a table");
        }
    }

    private static List<String> notes(Peer peer, Server server) {
        List<String> notes = new ArrayList<>();
        if (!server.isPortAsGiven()) {
            notes.add("The port of the peer is not the HTTP interface's, which was found at port " + server.port()
                    + " and is used instead.");
        }
        if (!server.isEncrypted()) {
            notes.add("The connection is not encrypted.");
        }
        List<String> unused = STAGING.stream()
                .filter(name ->
                        peer.option(name).filter(text -> !text.isBlank()).isPresent()
                                || peer.secret(name)
                                        .filter(secret -> !secret.reveal().isBlank())
                                        .isPresent())
                .toList();
        if (!unused.isEmpty()) {
            notes.add("Rows go straight into the tables, so these are not used: " + String.join(", ", unused) + ".");
        }
        return notes;
    }
}
