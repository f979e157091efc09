package dev.tain.postgres.internal.apply;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes staged rows where updating them one after the other breaks a unique index besides the key's. Two rows can have
 * swapped a unique value, and no order of updates gets there; so the staged rows, which must be complete, are removed
 * and written anew.
 *
 * <p>A stored row that is not among them may still have a unique value that one of them wants: in a replay it is newer
 * than they are, and within a transaction that is applied in pieces a later piece changes it. Then all rows of the
 * dispute are written as the source has them now, read at one moment, so that they get along if the source keeps the
 * same rule; the stream brings them up to date again. If they don't, the rule is the destination's own and the error
 * says so.
 */
final class Rewriting {
    private static final Logger LOG = LoggerFactory.getLogger(Rewriting.class);
    private static final String KEPT = "pg_temp.tain_kept";
    /** Each round brings rows that the source changed since; more than a few mean that it never ends. */
    private static final int MOST_ROUNDS = 10;

    private final Session session;
    private final TableWriter writer;
    private final Healing healing;
    private final ConflictSql conflicts;
    private final boolean keepsExtras;

    Rewriting(Session session, TableWriter writer, Healing healing) {
        this.session = session;
        this.writer = writer;
        this.healing = healing;
        this.conflicts = new ConflictSql(writer.layout(), writer.staging().name());
        this.keepsExtras = !writer.layout().extras().isEmpty();
    }

    /** Writes the rows that are staged as {@link Staging#WRITE}. */
    void run() throws SQLException {
        TableSql sql = writer.sql();
        if (keepsExtras) {
            session.run(conflicts.keepExtras(KEPT, Staging.WRITE));
        }
        session.run(sql.delete(Staging.WRITE));
        settle();
        session.run(sql.insertAll(Staging.WRITE), sql.insertAll(Staging.FOUND));
        if (keepsExtras) {
            session.run(conflicts.restoreExtras(KEPT), "DROP TABLE " + KEPT);
        }
    }

    /** Exchanges staged rows that conflict, until none does that could be exchanged. */
    private void settle() throws SQLException {
        List<String> marks = new ArrayList<>(conflicts.markBlockers());
        marks.addAll(conflicts.markLosersToStored());
        marks.addAll(conflicts.markLosersToStaged());
        for (int round = 0; round < MOST_ROUNDS; round++) {
            long marked = 0;
            for (long count : session.run(marks.toArray(new String[0]))) {
                marked += count;
            }
            if (marked == 0) {
                return;
            }
            exchange(marked);
        }
        throw new TainException(
                ErrorCode.POSTGRES_CONFLICT,
                "Rows of " + writer.layout().destination()
                        + " change their unique values faster than they can be read.",
                "Nothing is needed: it is tried again.");
    }

    private void exchange(long marked) throws SQLException {
        LOG.info(
                "{} rows of {} have unique values that others have too by now; they are read at the source",
                marked,
                writer.layout().destination());
        if (keepsExtras) {
            session.run(conflicts.keepMoreExtras(KEPT, Staging.BLOCKER));
        }
        session.run(writer.sql().delete(Staging.BLOCKER), conflicts.forget(Staging.FOUND));
        Set<List<String>> keys = new LinkedHashSet<>(session.query(writer.sql().keys(Staging.BLOCKER, Staging.LOSER)));
        healing.stageFromSource(List.copyOf(keys), Staging.FOUND);
    }
}
