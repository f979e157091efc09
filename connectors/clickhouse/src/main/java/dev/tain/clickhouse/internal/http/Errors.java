package dev.tain.clickhouse.internal.http;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Turns faults of the connection and codes of the server into Tain's errors. */
public final class Errors {
    private static final int MOST_CHARS = 400;

    private Errors() {}

    /**
     * The error for what the server answered.
     *
     * @param code the server's number of the error; 0 when it told none
     * @param status of HTTP
     */
    static TainException refused(int code, int status, String said, String doing) {
        ErrorCode known = code == 0 ? ServerCodes.ofStatus(status) : ServerCodes.of(code);
        String text = said.isBlank() ? "it answered with status " + status + " and no text" : said.strip();
        String cut = text.length() > MOST_CHARS ? text.substring(0, MOST_CHARS) + "..." : text;
        return new TainException(known, "ClickHouse, while " + doing + ": " + cut, ServerCodes.remedy(code, known));
    }

    /** The error for a connection that could not be made or broke. */
    static TainException broken(IOException e, String host, String doing) {
        ErrorCode code = switch (e) {
            case SSLException tls when isRefusal(tls) -> ErrorCode.CLICKHOUSE_TLS_FAILED;
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

    /** A connection that is cut while it shakes hands, or later, is no judgement of a certificate. */
    private static boolean isRefusal(SSLException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof EOFException || cause instanceof SocketException) {
                return false;
            }
        }
        return e instanceof SSLHandshakeException
                || e instanceof SSLPeerUnverifiedException
                // the only sign of a server that does not speak TLS
                || String.valueOf(e.getMessage()).contains("recognized SSL message");
    }

    static String remedy(ErrorCode code) {
        return switch (code) {
            case CLICKHOUSE_UNREACHABLE -> "Check host, port and firewall, and that the server runs.";
            case CLICKHOUSE_CONNECTION_LOST, CLICKHOUSE_BUSY, CLICKHOUSE_UNCLASSIFIED ->
                "Nothing is needed if it passes; it is tried again.";
            case CLICKHOUSE_OUT_OF_RESOURCES -> "Give the server more memory or disk; it is tried again.";
            case CLICKHOUSE_READ_ONLY ->
                "See why the server's table is read-only, such as a lost Keeper; it is tried again.";
            case CLICKHOUSE_AUTHENTICATION_FAILED -> "Check the peer's user and password.";
            case CLICKHOUSE_TLS_FAILED -> "Check disable_tls, tls_host and the certificates of the peer.";
            case CLICKHOUSE_DATA_REJECTED -> "Change the column's type at the destination, and resync the table.";
            case CLICKHOUSE_STATEMENT_REFUSED ->
                "Check what the mirror says of the table (partition_by_expr, types, engine), then resume.";
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
