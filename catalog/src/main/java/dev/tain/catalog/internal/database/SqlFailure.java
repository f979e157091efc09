package dev.tain.catalog.internal.database;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns what the two databases throw into our errors, by SQLSTATE for PostgreSQL and by result code for SQLite. */
final class SqlFailure {
    private static final String CHECK = "It is tried again by itself. ";
    private static final String SERVER = "Check that the server named in catalog.url runs and can be reached.";
    private static final String REPORT = "This is a mistake in Tain: please report it with the log.";

    private SqlFailure() {}

    /** The first of the causes that says something. */
    static TainException of(Throwable thrown) {
        boolean isSql = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TainException ours) {
                return ours;
            }
            if (cause instanceof InterruptedException interrupt) {
                Thread.currentThread().interrupt(); // the pool has cleared it
                return interrupted(interrupt);
            }
            if (cause instanceof SQLiteException sqlite) {
                return ofSqlite(sqlite);
            }
            if (cause instanceof SQLException sql) {
                if (sql.getSQLState() != null) {
                    return ofState(sql);
                }
                isSql = true; // the pool's own, which has waited in vain
            }
        }
        return isSql
                ? unavailable("The catalog's database does not answer: " + thrown.getMessage(), SERVER, thrown)
                : new TainException(ErrorCode.INTERNAL, "The catalog failed: " + thrown, REPORT, thrown);
    }

    static TainException busy() {
        return unavailable("The catalog has been busy for too long.", "Look for a slow or full disk.", null);
    }

    static TainException interrupted(InterruptedException cause) {
        return unavailable("Waiting for the catalog was interrupted.", "", cause);
    }

    private static TainException ofSqlite(SQLiteException e) {
        return switch (SQLiteErrorCode.getErrorCode(e.getResultCode().code & 0xFF)) {
            case SQLITE_FULL -> full(e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                unavailable(
                        "Another program keeps the catalog's file locked.",
                        "Close whatever has catalog.db in the data directory open.",
                        e);
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM ->
                unavailable(
                        "The catalog's file cannot be read or written: " + sentence(e),
                        "Check the disk of the data directory and who may write there.",
                        e);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                unavailable(
                        "The catalog's file is damaged: " + sentence(e),
                        "Stop Tain and put a backup of the data directory in its place.",
                        e);
            default -> internal(e);
        };
    }

    private static TainException ofState(SQLException e) {
        String state = e.getSQLState();
        if (state.equals("53100")) {
            return full(e);
        }
        if (state.equals("42501") || state.startsWith("28") || state.startsWith("3D")) {
            return unavailable(
                    "The catalog's database refuses: " + sentence(e),
                    "Check user, password and database in catalog.url; the user must be allowed to create a schema.",
                    e);
        }
        if (state.startsWith("22") || state.startsWith("23") || state.startsWith("42")) {
            return internal(e);
        }
        return unavailable("The catalog's database does not answer: " + sentence(e), SERVER, e);
    }

    private static TainException full(SQLException e) {
        return new TainException(
                ErrorCode.CATALOG_FULL,
                "There is no room left for the catalog.",
                "Free space on the disk of the data directory, or of the database in catalog.url. " + CHECK.strip(),
                e);
    }

    private static TainException unavailable(String what, String remedy, @Nullable Throwable cause) {
        return new TainException(ErrorCode.CATALOG_UNAVAILABLE, what, (CHECK + remedy).strip(), cause);
    }

    private static TainException internal(SQLException e) {
        return new TainException(ErrorCode.INTERNAL, "The catalog refused a statement: " + sentence(e), REPORT, e);
    }

    private static String sentence(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    }
}
