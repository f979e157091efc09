package dev.tain.clickhouse.internal.http;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Map;
import javax.net.ssl.SSLException;

/** Turns faults of the connection and codes of the server into Tain's errors. */
public final class Errors {
    private static final int MOST_CHARS = 400;

    private static final Map<Integer, ErrorCode> BY_CODE = Map.ofEntries(
            Map.entry(16, ErrorCode.TABLE_SCHEMA_CHANGED), // no such column in table
            Map.entry(47, ErrorCode.TABLE_SCHEMA_CHANGED), // unknown identifier
            Map.entry(60, ErrorCode.TABLE_MISSING),
            Map.entry(81, ErrorCode.CLICKHOUSE_DATABASE_MISSING),
            Map.entry(159, ErrorCode.CLICKHOUSE_BUSY), // timeout exceeded
            Map.entry(164, ErrorCode.CLICKHOUSE_PRIVILEGE_MISSING), // the user may only read
            Map.entry(170, ErrorCode.CLICKHOUSE_CLUSTER_UNUSABLE), // no such cluster
            Map.entry(192, ErrorCode.CLICKHOUSE_AUTHENTICATION_FAILED),
            Map.entry(193, ErrorCode.CLICKHOUSE_AUTHENTICATION_FAILED),
            Map.entry(194, ErrorCode.CLICKHOUSE_AUTHENTICATION_FAILED),
            Map.entry(202, ErrorCode.CLICKHOUSE_BUSY), // too many simultaneous queries
            Map.entry(225, ErrorCode.CLICKHOUSE_CLUSTER_UNUSABLE), // no Keeper
            Map.entry(241, ErrorCode.CLICKHOUSE_OUT_OF_RESOURCES), // memory
            Map.entry(242, ErrorCode.CLICKHOUSE_READ_ONLY), // the table, as without its Keeper
            Map.entry(243, ErrorCode.CLICKHOUSE_OUT_OF_RESOURCES), // disk
            Map.entry(252, ErrorCode.CLICKHOUSE_BUSY), // too many parts
            Map.entry(285, ErrorCode.CLICKHOUSE_BUSY), // too few live replicas
            Map.entry(319, ErrorCode.CLICKHOUSE_BUSY), // not known whether the insert counts
            Map.entry(392, ErrorCode.CLICKHOUSE_CLUSTER_UNUSABLE), // statements for a cluster are not set up
            Map.entry(497, ErrorCode.CLICKHOUSE_PRIVILEGE_MISSING),
            Map.entry(516, ErrorCode.CLICKHOUSE_AUTHENTICATION_FAILED),
            Map.entry(701, ErrorCode.CLICKHOUSE_CLUSTER_UNUSABLE)); // no such cluster

    private Errors() {}

    /** The error for what the server answered. */
    static TainException refused(int code, String said, String doing) {
        ErrorCode known = BY_CODE.getOrDefault(code, ErrorCode.CLICKHOUSE_UNCLASSIFIED);
        String text = said.strip();
        String cut = text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "..." : text;
        return new TainException(known, "ClickHouse, while " + doing + ": " + cut, remedy(known));
    }

    /** The error for a connection that could not be made or broke. */
    static TainException broken(IOException e, String host, String doing) {
        ErrorCode code = switch (e) {
            case SSLException tls -> ErrorCode.CLICKHOUSE_TLS_FAILED;
            case HttpConnectTimeoutException late -> ErrorCode.CLICKHOUSE_UNREACHABLE;
            case ConnectException refused -> ErrorCode.CLICKHOUSE_UNREACHABLE;
            default -> ErrorCode.CLICKHOUSE_CONNECTION_LOST;
        };
        boolean unknownHost = e.getCause() instanceof UnresolvedAddressException
                || (e.getCause() != null && e.getCause().getCause() instanceof UnresolvedAddressException);
        String said = unknownHost
                ? "the host name is not known"
                : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new TainException(code, "ClickHouse at " + host + ", while " + doing + ": " + said, remedy(code), e);
    }

    private static String remedy(ErrorCode code) {
        return switch (code) {
            case CLICKHOUSE_UNREACHABLE -> "Check host, port and firewall, and that the server runs.";
            case CLICKHOUSE_CONNECTION_LOST, CLICKHOUSE_BUSY, CLICKHOUSE_UNCLASSIFIED ->
                "Nothing is needed if it passes; it is tried again.";
            case CLICKHOUSE_OUT_OF_RESOURCES -> "Give the server more memory or disk; it is tried again.";
            case CLICKHOUSE_READ_ONLY -> "See why the server's table is read-only, such as a lost Keeper.";
            case CLICKHOUSE_AUTHENTICATION_FAILED -> "Check the peer's user and password.";
            case CLICKHOUSE_TLS_FAILED -> "Check disable_tls, tls_host and the certificates of the peer.";
            case CLICKHOUSE_DATABASE_MISSING -> "Create the database, or name another one.";
            case CLICKHOUSE_PRIVILEGE_MISSING -> "Grant the user what the message names.";
            case CLICKHOUSE_CLUSTER_UNUSABLE ->
                "Name a cluster of the server's remote_servers, and set up a Keeper and distributed_ddl for ON CLUSTER"
                        + " statements and replicas.";
            case TABLE_MISSING, TABLE_SCHEMA_CHANGED -> "Make the destination table as it was, or resync the table.";
            default -> "See the server's log.";
        };
    }
}
