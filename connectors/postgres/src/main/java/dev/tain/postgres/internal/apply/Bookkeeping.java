package dev.tain.postgres.internal.apply;

import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What is kept at the destination about mirrors, in a schema of its own: the position of each, who may write, the
 * chunks that are written, the changes that are held. Immutable; it holds texts only.
 *
 * <p>Who may write is fenced by a number, the epoch: a row per mirror has the highest one that a writer came with.
 * Every commit checks it in its own transaction. A statement that finds the row gone or another's divides by zero, so
 * that the COMMIT which travels with it is not reached.
 */
final class Bookkeeping {
    /** Division by zero: what the fence makes of a lost lease. */
    private static final String FENCED = "22012";

    private final String mirrors;
    private final String chunks;
    private final String held;
    private final String schema;
    private final String mirror;

    Bookkeeping(String schema, String mirror) {
        this.schema = Identifiers.quote(schema);
        this.mirrors = this.schema + ".mirrors";
        this.chunks = this.schema + ".chunks";
        this.held = this.schema + ".held_changes";
        this.mirror = Identifiers.literal(mirror);
    }

    /** The schema's name in SQL. */
    String schema() {
        return schema;
    }

    String chunks() {
        return chunks;
    }

    String held() {
        return held;
    }

    List<String> create() {
        return List.of(
                "CREATE TABLE IF NOT EXISTS " + mirrors
                        + " (mirror text PRIMARY KEY, position text, epoch bigint NOT NULL DEFAULT 0,"
                        + " updated_at timestamptz NOT NULL DEFAULT now(),"
                        + " backend_pid integer, backend_start timestamptz)"
                        + " WITH (fillfactor = 50)",
                "CREATE TABLE IF NOT EXISTS " + chunks
                        + " (mirror text, source_schema text, source_table text, chunk text, rows bigint NOT NULL,"
                        + " written_at timestamptz NOT NULL DEFAULT now(),"
                        + " PRIMARY KEY (mirror, source_schema, source_table, chunk))",
                "CREATE TABLE IF NOT EXISTS " + held
                        + " (mirror text, source_schema text, source_table text,"
                        + " id bigint GENERATED ALWAYS AS IDENTITY, payload bytea NOT NULL,"
                        + " PRIMARY KEY (mirror, source_schema, source_table, id))");
    }

    String addMirror() {
        return "INSERT INTO " + mirrors + " (mirror) VALUES (" + mirror + ") ON CONFLICT DO NOTHING";
    }

    /** Removes what is kept about the mirror, and about the source table alone when one is given. */
    List<String> remove() {
        return List.of(
                "DELETE FROM " + chunks + " WHERE mirror = " + mirror,
                "DELETE FROM " + held + " WHERE mirror = " + mirror,
                "DELETE FROM " + mirrors + " WHERE mirror = " + mirror);
    }

    String removeChunks(TableName source) {
        return "DELETE FROM " + chunks + " WHERE " + of(source);
    }

    String removeHeld(TableName source) {
        return "DELETE FROM " + held + " WHERE " + of(source);
    }

    /** The condition that picks a source table's rows of the mirror. */
    String of(TableName source) {
        return "mirror = " + mirror + " AND " + keyOf(source);
    }

    private static String keyOf(TableName source) {
        return "source_schema = " + Identifiers.literal(source.schema()) + " AND source_table = "
                + Identifiers.literal(source.name());
    }

    /** The columns and values that {@link #of} compares, for an insert of more columns. */
    String values(TableName source) {
        return mirror + ", " + Identifiers.literal(source.schema()) + ", " + Identifiers.literal(source.name());
    }

    /** The position that was stored last, or an empty text. */
    String position() {
        return "SELECT coalesce(position, '') FROM " + mirrors + " WHERE mirror = " + mirror;
    }

    // ---- the fence

    /**
     * Makes the session the mirror's applier and ends the session of the one before, whose locks could otherwise stay
     * as long as its connection seems alive. Waits for chunk writers that are just committing.
     */
    Optional<Position> takeOver(Session session, long epoch) throws SQLException {
        session.begin();
        List<List<String>> rows = session.query("SELECT coalesce(position, ''), epoch, coalesce(backend_pid, 0),"
                + " coalesce(backend_start, 'epoch') FROM " + mirrors + " WHERE mirror = " + mirror + " FOR UPDATE");
        if (rows.isEmpty() || Long.parseLong(rows.getFirst().get(1)) > epoch) {
            session.rollback();
            throw lost(epoch);
        }
        List<String> row = rows.getFirst();
        session.commit("UPDATE " + mirrors + " SET epoch = " + epoch + ", backend_pid = pg_backend_pid(),"
                + " backend_start = (SELECT a.backend_start FROM pg_stat_get_activity(pg_backend_pid()) a)"
                + " WHERE mirror = " + mirror);
        session.query("SELECT pg_terminate_backend(a.pid) FROM pg_stat_get_activity(" + row.get(2)
                + ") a WHERE a.backend_start = '" + row.get(3) + "' AND a.pid <> pg_backend_pid()"
                + " AND a.usesysid = (SELECT oid FROM pg_roles WHERE rolname = current_user)");
        return row.getFirst().isEmpty() ? Optional.empty() : Optional.of(Position.parse(row.getFirst()));
    }

    /** Prepares {@link #move}. */
    String prepareMove(long epoch) {
        return "PREPARE tain_move(text) AS WITH moved AS (UPDATE " + mirrors
                + " SET position = coalesce($1, position), updated_at = now() WHERE mirror = " + mirror
                + " AND epoch = " + epoch + " RETURNING 1) SELECT 1 / count(*) FROM moved";
    }

    /** Stores the position, or checks the fence alone. */
    static String move(Optional<Position> position) {
        return "EXECUTE tain_move("
                + position.map(p -> Identifiers.literal(p.text())).orElse("NULL") + ")";
    }

    /**
     * Checks the fence for a writer of chunks. Its lock holds up nobody but an applier with a higher epoch that takes
     * over, for the moment until the commit.
     */
    String check(long epoch) {
        return "SELECT 1 / count(*) FROM (SELECT FROM " + mirrors + " WHERE mirror = " + mirror + " AND epoch <= "
                + epoch + " FOR KEY SHARE) AS mine";
    }

    /** Checks that no writer with a higher epoch has taken over; that there has been none at all is fine. */
    String checkNoneLater(long epoch) {
        return "SELECT 1 / CASE WHEN max(epoch) > " + epoch + " THEN 0 ELSE 1 END FROM (SELECT epoch FROM " + mirrors
                + " WHERE mirror = " + mirror + " FOR UPDATE) AS mine";
    }

    /** The error for a fault of a commit. */
    static TainException translate(SQLException e, long epoch, String doing) {
        return Errors.state(e).equals(FENCED) ? lost(epoch) : WritingErrors.translate(e, doing);
    }

    private static TainException lost(long epoch) {
        return new TainException(
                ErrorCode.LEASE_LOST,
                "The destination has a newer writer of this mirror, or none at all any more; epoch " + epoch
                        + " may no longer write.",
                "Nothing is needed: whoever holds the lease goes on.");
    }
}
