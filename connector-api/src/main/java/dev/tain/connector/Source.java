package dev.tain.connector;

import dev.tain.model.Position;
import dev.tain.model.Problem;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system that mirrors are read from. All methods block and throw {@link dev.tain.model.TainException}; all may be
 * called from several threads at once and open connections of their own.
 */
public interface Source {

    /** The tables as they are now, all columns, generated ones included. Tables that don't exist are left out. */
    List<TableSchema> describe(Collection<TableName> tables);

    /**
     * Everything about the source that would keep a mirror from working: settings, privileges, slot and publication
     * missing or taken, tables missing or without usable key. Changes nothing.
     *
     * @param streams whether changes are to be streamed; a snapshot alone needs less
     */
    List<Problem> check(StreamSpec spec, boolean streams);

    /** The part of {@link #check} that is about tables, for adding some to a stream that exists. */
    List<Problem> checkTables(StreamSpec spec);

    /**
     * Makes the publication, when owned, hold exactly the tables of the spec; otherwise checks that it holds them.
     *
     * @param epoch the caller's; from then on callers with a lower one can no longer change an owned publication
     * @throws dev.tain.model.TainException {@code LEASE_LOST} when one with a higher epoch has made or changed it
     */
    void publish(StreamSpec spec, long epoch);

    /**
     * Waits until every transaction that is in progress now is over. After a table was published, what reads see from
     * then on and what the stream brings have no gap between them: a transaction that wrote the table before it was
     * published, and of which the stream may say nothing, is visible to the reads.
     */
    void settle();

    /** Whether the stream's resume point exists. */
    boolean hasStream(StreamSpec spec);

    /**
     * Creates the stream's resume point, dropping an owned one of the same name first, and exports a snapshot of
     * exactly the state from which the stream goes on. An existing slot of the user's is taken as it is: then the
     * snapshot is of now, and what the stream brings from before is replayed over it.
     */
    Snapshot createStream(StreamSpec spec);

    /** Exports a snapshot of now, for reading without a stream. */
    Snapshot snapshot();

    /** Divides a table into chunks of about the given size. At least one, also for an empty table. */
    List<Chunk> plan(TableName table, ChunkSize size);

    /** Divides a table into chunks of about so many rows. */
    default List<Chunk> plan(TableName table, long rowsPerChunk) {
        return plan(table, ChunkSize.alike(rowsPerChunk));
    }

    /**
     * Opens a chunk for reading.
     *
     * @param carried the columns to read, in this order
     * @param snapshot the snapshot to read in, or null to read the state of now
     * @throws dev.tain.model.TainException {@code CHUNK_STALE} when the table was rewritten since it was divided, so
     *     that the chunk no longer names the same rows: divide it again; {@code SNAPSHOT_LOST} when the snapshot is
     *     gone, or of no use for this table because it was rewritten since
     */
    ChunkReader read(Chunk chunk, TableSchema carried, @Nullable String snapshot);

    /**
     * Starts the stream. Transactions whose end is at or before {@code from} are not delivered.
     *
     * @param from the position after the last applied transaction; null to start where the slot stands
     * @throws dev.tain.model.TainException {@code POSTGRES_SLOT_LOST} when the slot stands after {@code from}, so that
     *     changes between the two are missing
     */
    ChangeStream stream(StreamSpec spec, @Nullable Position from);

    /** The current rows of the given keys; keys that don't exist now are left out. */
    RowBuffer lookup(TableSchema carried, List<RowKey> keys);

    /**
     * Its side of the comparison of a table.
     *
     * @param form what the destination compares
     */
    default ComparedTable compared(MappedTable table, RowForm form) {
        throw Comparisons.unsupported(table.name());
    }

    /** Images of these keys alone, in their order, each as a delete: all other columns are absent. */
    default RowBuffer keys(TableSchema carried, List<RowKey> keys) {
        throw Comparisons.unsupported(carried.name());
    }

    /** As {@link #settle}, but for a limited time; false when a transaction still goes on then. */
    default boolean settle(long millis) {
        throw new UnsupportedOperationException("settle");
    }

    /** The source's position now: everything that was visible to a read which ended before this call is before it. */
    Position position();

    /**
     * Commits an empty transaction into the log, so that an idle stream moves on; returns a position before its end,
     * and not before what {@link #position()} was when it was called.
     */
    Position heartbeat();

    /** Removes the slot and the publication as far as the spec says they are owned. Absent ones are fine. */
    void drop(StreamSpec spec);
}
