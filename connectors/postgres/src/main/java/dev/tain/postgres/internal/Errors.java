package dev.tain.postgres.internal;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Turns faults of the driver and the server into Tain's errors, by SQLSTATE: a whole state first, then its class. What
 * a state means only in one place ("object in use" of a slot, say) is refined there, not here.
 */
public final class Errors {
    private static final int MAX_DETAIL = 300;

    private static final Map<String, ErrorCode> BY_STATE = Map.ofEntries(
            Map.entry("08001", ErrorCode.POSTGRES_UNREACHABLE),
            Map.entry("08004", ErrorCode.POSTGRES_AUTHENTICATION_FAILED),
            Map.entry("08P01", ErrorCode.POSTGRES_UNCLASSIFIED),
            Map.entry("25006", ErrorCode.POSTGRES_RESTARTING), // read-only: a standby, or a failover that goes on
            Map.entry("25P03", ErrorCode.POSTGRES_CONNECTION_LOST), // idle in transaction for too long
            Map.entry("25P04", ErrorCode.POSTGRES_CONNECTION_LOST), // transaction timeout
            Map.entry("3D000", ErrorCode.POSTGRES_DATABASE_MISSING),
            Map.entry("3F000", ErrorCode.SCHEMA_MISSING),
            Map.entry("42501", ErrorCode.POSTGRES_PRIVILEGE_MISSING),
            Map.entry("42703", ErrorCode.TABLE_SCHEMA_CHANGED),
            Map.entry("42804", ErrorCode.TABLE_SCHEMA_CHANGED),
            Map.entry("42P01", ErrorCode.TABLE_MISSING),
            Map.entry("53300", ErrorCode.POSTGRES_TOO_MANY_CONNECTIONS),
            Map.entry("55006", ErrorCode.POSTGRES_CONFLICT),
            Map.entry("55P03", ErrorCode.POSTGRES_CONFLICT), // lock not available
            Map.entry("57014", ErrorCode.POSTGRES_CONFLICT), // statement cancelled
            Map.entry("57P01", ErrorCode.POSTGRES_RESTARTING),
            Map.entry("57P02", ErrorCode.POSTGRES_RESTARTING),
            Map.entry("57P03", ErrorCode.POSTGRES_RESTARTING),
            Map.entry("57P04", ErrorCode.POSTGRES_DATABASE_MISSING),
            Map.entry("57P05", ErrorCode.POSTGRES_CONNECTION_LOST));

    private static final Map<String, ErrorCode> BY_CLASS = Map.of(
            "08", ErrorCode.POSTGRES_CONNECTION_LOST,
            "22", ErrorCode.POSTGRES_DATA_REJECTED,
            "23", ErrorCode.POSTGRES_DATA_REJECTED,
            "28", ErrorCode.POSTGRES_AUTHENTICATION_FAILED,
            "40", ErrorCode.POSTGRES_CONFLICT,
            "53", ErrorCode.POSTGRES_OUT_OF_RESOURCES,
            "58", ErrorCode.POSTGRES_OUT_OF_RESOURCES);

    private Errors() {}

    /**
     * The error to throw for a fault.
     *
     * @param doing what was going on, to follow "while": {@code reading table public.users}
     */
    public static TainException translate(Exception e, String doing) {
        if (e instanceof TainException ours) {
            return ours;
        }
        if (e instanceof SQLException sql) {
            return translate(code(sql), sql, doing);
        }
        if (e instanceof IOException) {
            return translate(isTls(e) ? ErrorCode.POSTGRES_TLS_FAILED : ErrorCode.POSTGRES_CONNECTION_LOST, e, doing);
        }
        return translate(ErrorCode.INTERNAL, e, doing);
    }

    /** The same for a caller that knows better what the fault means. */
    public static TainException translate(ErrorCode code, Exception e, String doing) {
        return new TainException(code, "PostgreSQL, while " + doing + ": " + said(e), Remedies.of(code), e);
    }

    /** The SQLSTATE of a fault; empty when it has none. */
    public static String state(Exception e) {
        return e instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }

    static ErrorCode code(SQLException e) {
        if (isTls(e)) {
            return ErrorCode.POSTGRES_TLS_FAILED;
        }
        String state = state(e);
        ErrorCode exact = BY_STATE.get(state);
        if (exact != null) {
            return exact;
        }
        return state.length() < 2
                ? ErrorCode.POSTGRES_UNCLASSIFIED
                : BY_CLASS.getOrDefault(state.substring(0, 2), ErrorCode.POSTGRES_UNCLASSIFIED);
    }

    private static boolean isTls(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private static String said(Exception e) {
        ServerErrorMessage server = e instanceof PSQLException postgres ? postgres.getServerErrorMessage() : null;
        if (server == null) {
            return sentence(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage(), rootCause(e));
        }
        String text = sentence(String.valueOf(server.getMessage()), server.getDetail());
        return text + " (SQLSTATE " + server.getSQLState() + ")";
    }

    private static @Nullable String rootCause(Exception e) {
        Throwable cause = e.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? null : cause.getMessage();
    }

    private static String sentence(String message, @Nullable String detail) {
        if (detail == null || message.contains(detail)) {
            return message;
        }
        String cut = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "..." : detail;
        return message + (message.endsWith(".") ? " " : ". ") + cut;
    }
}
