package dev.tain.postgres.internal.setup;

import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.PeerCheck;
import java.util.ArrayList;
import java.util.List;

/** Whether the server as a whole can be a source. */
final class ServerCheck {
    private ServerCheck() {}

    static List<Problem> version(ServerFacts server) {
        if (server.major() >= PeerCheck.OLDEST && server.major() <= PeerCheck.NEWEST) {
            return List.of();
        }
        return List.of(new Problem(
                ErrorCode.POSTGRES_VERSION_UNSUPPORTED,
                "server_version",
                "The source is PostgreSQL " + server.version() + "; Tain works with versions " + PeerCheck.OLDEST
                        + " to " + PeerCheck.NEWEST + ".",
                "Use a server of one of these versions."));
    }

    static List<Problem> streaming(ServerFacts server) {
        List<Problem> problems = new ArrayList<>();
        if (server.standby()) {
            problems.add(new Problem(
                    ErrorCode.REQUEST_UNSUPPORTED,
                    "server",
                    "The source is a standby, whose changes Tain does not stream yet.",
                    "Use its primary server as the peer."));
        }
        if (!server.walLevel().equals("logical")) {
            problems.add(new Problem(
                    ErrorCode.POSTGRES_WAL_LEVEL,
                    "wal_level",
                    "The source's wal_level is '" + server.walLevel() + "'; streaming changes needs 'logical'.",
                    "ALTER SYSTEM SET wal_level = logical; and restart the server (on managed services: set the"
                            + " parameter that stands for it, such as rds.logical_replication)."));
        }
        if (!server.maySend()) {
            problems.add(new Problem(
                    ErrorCode.POSTGRES_PRIVILEGE_MISSING,
                    server.user(),
                    "The user " + server.user() + " may not open replication connections.",
                    "ALTER ROLE " + Identifiers.quote(server.user())
                            + " REPLICATION; (on Amazon's services: GRANT rds_replication TO "
                            + Identifiers.quote(server.user()) + ";)"));
        }
        if (server.senders().isExhausted()) {
            problems.add(new Problem(
                    ErrorCode.POSTGRES_SLOTS_EXHAUSTED,
                    "max_wal_senders",
                    "All " + server.senders().limit() + " replication connections of the source are in use.",
                    "ALTER SYSTEM SET max_wal_senders = " + (server.senders().limit() + 10)
                            + "; and restart the server, or end a replication connection."));
        }
        return problems;
    }
}
