package dev.tain.connector;

import dev.tain.model.ChangeBatch;
import dev.tain.model.Position;
import java.util.List;

/**
 * Committed changes of the source, transaction by transaction in commit order. Used by one thread, except for
 * {@link #confirm} and {@link #watch}, which any thread may call.
 */
public interface ChangeStream extends AutoCloseable {

    /** Why {@link #read} returned. */
    enum Reading {
        /** Nothing more has arrived, but more may be on its way. */
        IDLE,
        /** Nothing more has arrived, and the source has said that it has nothing more at the moment. */
        CAUGHT_UP,
        /** The limit was reached; more may be there. */
        MORE,
        /** A table that the batch has rows of got other columns: hand the batch on, then read into a new one. */
        SCHEMA_CHANGED
    }

    /**
     * Moves changes that have arrived into the batch without waiting for more, up to about {@code maxRows} rows or
     * {@code maxBytes} bytes. A transaction that was open when it was called ends it: it returns at that transaction's
     * commit, so that a batch can end there. Sends confirmations and keep-alives that are due, so call it, or
     * {@link #keepAlive}, every few seconds.
     */
    Reading read(ChangeBatch batch, int maxRows, int maxBytes);

    /** Waits until something has arrived or the time is over. */
    void await(long millis) throws InterruptedException;

    /** Tells the source that we live, for when there is no room to read into. */
    void keepAlive();

    /** Everything before the position is durable at the destination: the source need not keep it. */
    void confirm(Position position);

    /** The tables to deliver from now on; changes of others are passed over. */
    void watch(List<StreamSpec.SourceTable> tables);

    @Override
    void close();
}
