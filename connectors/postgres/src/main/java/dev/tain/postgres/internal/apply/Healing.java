package dev.tain.postgres.internal.apply;

import dev.tain.connector.RowKey;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes rows that neither the changes nor their place at the destination have wholly, so that they can be written
 * whole: from where a moved row was, or else from the source. What the source does not have any more needs no row: its
 * removal follows in the stream.
 */
final class Healing {
    private static final Logger LOG = LoggerFactory.getLogger(Healing.class);
    private static final int KEYS_PER_LOOKUP = 1_000;

    private final Session session;
    private final TableWriter writer;
    private final TableApply.Changes what;

    Healing(Session session, TableWriter writer, TableApply.Changes what) {
        this.session = session;
        this.writer = writer;
        this.what = what;
    }

    /** The same means for other changes of the same batch. */
    TableApply.Changes with(NetChanges changes) {
        return new TableApply.Changes(changes, what.replaying(), what.lookup());
    }

    /**
     * Stages the rows whose key changed, to be written whole. In a replay the row under the key before may be another
     * one by now, so all are read at the source.
     *
     * @return how many were staged
     */
    long completeMoved(int[] order, Lacks lacks) throws SQLException {
        Staging moved = writer.moved();
        moved.ensureCreated();
        long expected = stageMoved(order, lacks);
        writer.staging().ensureCreated();
        if (what.replaying()) {
            return stageFromSource(session.query(writer.sql().movedKeys(moved.name())));
        }
        long filled = session.run(writer.sql().fillMoved(moved.name(), Staging.WRITE))[0];
        writer.staging().added(filled);
        if (filled == expected) {
            return filled;
        }
        warn(expected - filled);
        return filled + stageFromSource(session.query(writer.sql().missingMovedKeys(moved.name())));
    }

    private long stageMoved(int[] order, Lacks lacks) throws SQLException {
        try (CopyStream copy = writer.moved().copy(writer.moved().copyMarked())) {
            for (int row : order) {
                if (what.changes().kind(row) == NetKind.MOVED) {
                    lacks.stageMoved(copy, row);
                }
            }
            long staged = copy.finish();
            writer.moved().added(staged);
            return staged;
        }
    }

    /**
     * Stages whole, as they are at the source now, the incomplete rows that are missing at the destination.
     *
     * @return how many were staged
     */
    long completeMissing(long missing) throws SQLException {
        if (!what.replaying()) {
            warn(missing);
        }
        return stageFromSource(session.query(writer.sql().missingKeys(Staging.PATCH)));
    }

    private void warn(long missing) {
        LOG.warn(
                "{} rows of {} were missing when a change to them arrived; they are read at the source",
                missing,
                writer.layout().destination());
    }

    private long stageFromSource(List<List<String>> keys) throws SQLException {
        long staged = 0;
        for (int from = 0; from < keys.size(); from += KEYS_PER_LOOKUP) {
            staged += stageFromSource(keys.subList(from, Math.min(from + KEYS_PER_LOOKUP, keys.size())), Staging.WRITE);
        }
        return staged;
    }

    /**
     * Stages rows whole, all as they are at one moment at the source.
     *
     * @param kind what is to be done with them
     * @return how many were staged
     */
    long stageFromSource(List<List<String>> keys, int kind) throws SQLException {
        RowBuffer found = what.lookup().lookup(keys.stream().map(RowKey::new).toList());
        if (found.rows() > 0) {
            writer.stageAll(found, kind);
        }
        return found.rows();
    }
}
