package dev.tain.postgres.internal;

import dev.tain.model.ErrorCode;

/** What to do about a fault that PostgreSQL reported, where nothing more particular is known. */
final class Remedies {
    private Remedies() {}

    static String of(ErrorCode code) {
        return switch (code) {
            case POSTGRES_UNREACHABLE ->
                "Check the peer's host and port, that the server runs, and that no firewall is between. It is tried"
                        + " again.";
            case POSTGRES_CONNECTION_LOST, POSTGRES_RESTARTING ->
                "Nothing is needed when the server or the network comes back: it is tried again.";
            case POSTGRES_AUTHENTICATION_FAILED ->
                "Check the peer's user and password, and that the server's pg_hba.conf lets this user in from here.";
            case POSTGRES_TLS_FAILED ->
                "Check root_ca, tls_host and the client certificate of the peer, and that the server has TLS switched"
                        + " on.";
            case POSTGRES_DATABASE_MISSING -> "Check the peer's database name, or create the database.";
            case POSTGRES_PRIVILEGE_MISSING -> "Grant the privilege that the message names to the peer's user.";
            case POSTGRES_TOO_MANY_CONNECTIONS ->
                "Raise max_connections or max_wal_senders, or close other connections. It is tried again.";
            case POSTGRES_OUT_OF_RESOURCES -> "Look at the server's log, disk and memory. It is tried again.";
            case POSTGRES_CONFLICT -> "It is tried again. If it goes on, look for long locks in pg_locks.";
            case POSTGRES_DATA_REJECTED -> "Look at the value or the constraint that the message names.";
            case TABLE_MISSING -> "Create the table, or take it out of the mirror.";
            case TABLE_SCHEMA_CHANGED -> "Compare the table's columns at source and destination.";
            case TABLE_UNFIT -> "Put the destination table back as the mirror made or found it.";
            case SCHEMA_MISSING -> "Create the schema: CREATE SCHEMA followed by its name.";
            default -> "Look at the server's log for the same moment, and report it if it goes on.";
        };
    }
}
