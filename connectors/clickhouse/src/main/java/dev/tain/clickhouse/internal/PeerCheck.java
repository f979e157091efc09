package dev.tain.clickhouse.internal;

import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.PeerReport;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
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
        requireSupported(peer);
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
        requirePrivileges(server);
        return new PeerReport(version, notes(peer, server));
    }

    /** A cluster's tables would have to be made otherwise; what is not done yet is not passed over in silence. */
    private static void requireSupported(Peer peer) {
        if (peer.option("cluster").filter(name -> !name.isBlank()).isPresent()) {
            throw new TainException(
                    ErrorCode.REQUEST_UNSUPPORTED,
                    "The peer " + peer.name() + " names a cluster, which Tain does not write to yet.",
                    "Leave cluster out to write to this server alone.");
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
        String table = Identifiers.quote(server.database()) + "."
                + Identifiers.quote("_tain_check_" + Long.toUnsignedString(System.nanoTime(), 36));
        server.run("CREATE TABLE " + table + " (a UInt8) ENGINE = MergeTree ORDER BY a", "trying to create a table");
        try {
            server.run("ALTER TABLE " + table + " ADD COLUMN b UInt8", "trying to alter a table");
            server.run("INSERT INTO " + table + " SELECT 1, 1", "trying to write a table");
            server.query("SELECT * FROM " + table, "trying to read a table");
        } finally {
            server.run("DROP TABLE " + table, "trying to drop a table");
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
