package dev.tain.postgres.internal;

import java.io.IOException;
import java.util.Objects;
import org.postgresql.jdbc.PgConnection;

/** A connection of the driver's with a hold on what arrives for it. Used by one thread. */
public final class WireConnection implements AutoCloseable {
    private final PgConnection connection;
    private final WireSocket socket;
    private final Silence silence;

    WireConnection(PgConnection connection, WireSocket socket, Silence silence) {
        this.connection = connection;
        this.socket = socket;
        this.silence = silence;
    }

    /** To be begun when the server owes an answer, and ended when it says anything. */
    public Silence silence() {
        return silence;
    }

    public PgConnection connection() {
        return connection;
    }

    /**
     * Waits until something has arrived that was not read yet, the end of the connection included. Returns false when
     * the time is over.
     */
    public boolean await(int millis) throws IOException {
        return input().await(millis);
    }

    /** Whether something has arrived that was not read yet, the end of the connection included. */
    public boolean hasArrived() throws IOException {
        return input().available() > 0;
    }

    WireInput input() {
        return Objects.requireNonNull(socket.input());
    }

    /** Says goodbye and closes. */
    @Override
    public void close() {
        Closing.quietly(connection);
    }
}
