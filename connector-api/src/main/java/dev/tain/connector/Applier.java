package dev.tain.connector;

import dev.tain.model.NetChanges;
import dev.tain.model.Position;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Optional;

/**
 * Writes a mirror's changes. What is written between two commits becomes visible and durable together with the
 * position, or not at all. Used by one thread. After an exception only {@link #rollback} and {@link #close} may be
 * called.
 */
public interface Applier extends AutoCloseable {
    /** The position that the last commit stored; empty before the first. */
    Optional<Position> position();

    /**
     * Writes one table's changes of one batch.
     *
     * @param replaying whether the rows may have been written before, as when a stream is replayed over a snapshot; a
     *     row that is missing is then nothing unusual
     * @param lookup reads at the source what neither the changes nor the destination have
     */
    void apply(MappedTable table, NetChanges changes, boolean replaying, RowLookup lookup);

    /**
     * Adds the columns that the destination table lacks, within the open transaction. Rows that are there get the value
     * that {@link dev.tain.model.Column#earlier} tells.
     */
    void extend(MappedTable table);

    /**
     * Has the destination look now at what it would otherwise look at with the commit, so that an error comes before
     * the next table's changes. Nothing becomes durable by it that the commit does not make so.
     */
    default void settle() {}

    /**
     * Whether a part of held changes may be written alone, to find out which of them cannot be: what a writer that is
     * then closed has written of them is undone, or makes no difference once the whole comes.
     */
    default boolean mayTryParts(MappedTable table) {
        return true;
    }

    /** Keeps changes of a table for later, in order, instead of applying them. */
    void hold(TableName source, NetChanges changes);

    /** The oldest held changes of a table, at most about {@code maxBytes} (at least one block); empty when none. */
    List<Held> held(MappedTable table, int maxBytes);

    /** Removes held changes up to and including {@code id}. */
    void release(TableName source, long id);

    /** Makes all of it durable, and the position with it. */
    void commit(Position position);

    /** Makes all of it durable, and the position with it, and tells readers what there is to know of it. */
    default void commit(ReadPoint point) {
        commit(point.position());
    }

    /** Commits what was written without moving the position, as draining held changes does. */
    void commit();

    /**
     * Asked after a commit: for how many milliseconds the destination would rather have no other one, so that it gets
     * few large writes instead of many small ones. A batch that is full does not wait; the least freshness that a
     * mirror asks for shortens it.
     */
    default long restMillis() {
        return 0;
    }

    void rollback();

    @Override
    void close();

    /** Held changes of one batch, as rows in order. */
    record Held(long id, RowBuffer rows) {}
}
