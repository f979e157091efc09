package dev.tain.connector;

import dev.tain.model.TableName;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * A look at a peer on a person's behalf: what is in it, and what goes on in it. Changes nothing. All methods block, at
 * most for some seconds unless they say otherwise, and throw {@link dev.tain.model.TainException}; all may be called
 * from several threads at once.
 */
public interface Observer {

    /** The schemas that users make, sorted. */
    List<String> schemas();

    /** Every table and view of those schemas, sorted. */
    List<TableName> everything();

    /** The tables of a schema that are not parts of others, sorted; none when there is no such schema. */
    List<Table> tables(String schema);

    /** A table's columns, sorted by name; none when there is no such table. */
    List<Column> columns(TableName table);

    /** Names of publications, sorted. */
    List<String> publications();

    /** Every replication slot of the server, sorted by name. */
    List<Slot> slots();

    /** What connections of ours, made with the peer's user, do now. */
    List<Session> sessions();

    /**
     * Counts the rows of tables, one table after the other; in the order that is given. Exact counts may take long:
     * tables that are large, or not reached before the limit, get the server's estimate.
     *
     * @param limit for all tables together
     */
    List<RowCount> count(List<Counted> tables, Duration limit);

    /**
     * A table as a person chooses it.
     *
     * @param mirrorable whether its rows can be told apart, so that its changes can be streamed
     * @param size of all that belongs to it, in words such as {@code 16 kB}
     * @param wholeRows whether the log has the whole earlier row of every change
     */
    record Table(TableName name, boolean mirrorable, String size, boolean wholeRows) {}

    /**
     * One column.
     *
     * @param type as SQL writes it, such as {@code numeric(10,2)}
     * @param base the type's own name, such as {@code int4}; of an array its elements' type; of a domain the type below
     * @param enumeration whether {@code base} is an enumeration
     * @param key whether it is part of the primary key
     * @param identity whether the log has its earlier value when a row changes
     */
    record Column(
            String name, String type, String base, boolean array, boolean enumeration, boolean key, boolean identity) {}

    /**
     * A replication slot. Positions are in the server's words, empty where there is none.
     *
     * @param checkpoint where recovery would begin now
     * @param sent up to where its reader was sent the log; empty without a reader
     * @param current where the log ends now
     * @param lagBytes log that its reader has not confirmed
     * @param restartBytes log before the confirmed position that is kept nevertheless
     * @param walStatus the server's word for whether its log is there still; empty for none
     * @param safeBytes log that may yet be written before it is lost; empty when there is no limit
     */
    record Slot(
            String name,
            boolean active,
            String checkpoint,
            String restart,
            String confirmed,
            String sent,
            String current,
            long lagBytes,
            long restartBytes,
            String walStatus,
            OptionalLong safeBytes,
            Reader reader,
            Spill spill) {}

    /**
     * What the server does for a slot's reader; texts are empty without one.
     *
     * @param memoryBytes how much of a transaction is kept in memory
     */
    record Reader(String waitType, String waitEvent, String state, long memoryBytes) {}

    /**
     * Transactions that did not fit into memory; each empty when nothing is counted.
     *
     * @param resetAtMillis since when it is counted
     */
    record Spill(OptionalLong resetAtMillis, OptionalLong transactions, OptionalLong times, OptionalLong bytes) {}

    /**
     * One connection.
     *
     * @param queryStart when its statement began, in the server's words; empty when there was none
     * @param seconds since then
     */
    record Session(
            long process,
            String waitEvent,
            String waitType,
            String queryStart,
            String query,
            double seconds,
            String state) {}

    /** @param deletedColumn of rows in which it is true, none is counted; empty to count all */
    record Counted(TableName name, String deletedColumn) {}

    /**
     * How many rows a table has.
     *
     * @param rows -1 when it cannot be told
     * @param exact whether they were counted, not estimated
     */
    record RowCount(TableName name, long rows, boolean exact) {
        public static final long UNKNOWN = -1;
    }
}
