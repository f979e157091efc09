package dev.tain.postgres.internal.stream;

import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.WireConnection;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyDual;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The wire of a running stream: gives its messages and keeps the server informed. Source: PostgreSQL documentation,
 * "Streaming Replication Protocol".
 *
 * <p>Works on the driver's raw two-way copy, not on its replication stream, so that nothing but {@link #confirm} can
 * ever move the slot. Used by the reading thread, except for {@link #confirm}.
 */
final class ReplicationFeed implements AutoCloseable {
    /** Where the payload begins in what {@link #next} returns. */
    static final int PAYLOAD = 1 + 3 * Long.BYTES;

    private static final Logger LOG = LoggerFactory.getLogger(ReplicationFeed.class);
    private static final int BLOCKED_READ_MILLIS = 10_000;

    private final WireConnection connection;
    private final CopyDual copy;
    private final StandbyStatus status;
    private final StopDetector stopping = new StopDetector();
    private final Message in = new Message();
    private boolean caughtUp;

    ReplicationFeed(WireConnection connection, CopyDual copy, StandbyStatus status) {
        this.connection = connection;
        this.copy = copy;
        this.status = status;
    }

    /** Everything before the position may be forgotten by the server. Any thread may call it. */
    void confirm(Position position) {
        status.confirm(position);
    }

    /** The next message that has arrived, its payload from {@link #PAYLOAD} on; null when there is none yet. */
    byte @Nullable [] next() {
        try {
            byte[] message = poll();
            if (message != null) {
                status.heard();
            }
            while (message != null && message[0] != 'w') {
                keepAlive(message);
                caughtUp = true;
                message = poll();
            }
            caughtUp &= message == null;
            if (message != null && message.length <= PAYLOAD) {
                throw Message.broken("a change of " + message.length + " bytes");
            }
            return message;
        } catch (SQLException | IOException e) {
            throw ended(e);
        }
    }

    /**
     * Whether the server had nothing more to send when it last sent something. It says so by a keep-alive: it sends one
     * before it waits for its log to grow, as long as not all that it sent is confirmed.
     */
    boolean hasCaughtUp() {
        return caughtUp;
    }

    private byte @Nullable [] poll() throws SQLException, IOException {
        byte[] message = copy.readFromCopy(false);
        if (message == null && copy.isActive() && connection.hasArrived()) {
            message = copy.readFromCopy(false);
            if (message == null && copy.isActive() && connection.hasArrived()) {
                // The driver leaves the end of the command unread unless it is made to wait for it.
                connection.connection().setNetworkTimeout(Runnable::run, BLOCKED_READ_MILLIS);
                message = copy.readFromCopy(true);
                connection.connection().setNetworkTimeout(Runnable::run, 0);
            }
        }
        if (message == null && !copy.isActive()) {
            throw new TainException(
                    ErrorCode.POSTGRES_CONNECTION_LOST,
                    "The server ended the replication stream.",
                    "Nothing is needed: the stream is started again.");
        }
        return message;
    }

    private void keepAlive(byte[] message) throws SQLException {
        in.set(message, 0);
        if (in.int8() != 'k') {
            throw Message.broken("an envelope that begins with the byte " + message[0]);
        }
        long end = in.int64();
        in.int64(); // the server's clock
        if (in.int8() != 0) {
            stopping.asked(end);
            status.ask();
        }
    }

    /** Sends what is due. */
    void tell() {
        try {
            status.sendIfDue(copy);
        } catch (SQLException e) {
            throw ended(e);
        }
    }

    /** Waits until something has arrived, at most the given time; whether something has. */
    boolean await(int millis) {
        try {
            return connection.await(millis);
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private static TainException ended(Exception e) {
        return Errors.translate(e, "reading the replication stream");
    }

    /** Tells the last confirmed position, as far as the connection still works, and closes it. */
    @Override
    public void close() {
        try (connection) {
            if (copy.isActive()) {
                status.sendLast(copy);
            }
        } catch (SQLException e) {
            LOG.debug("the last confirmed position could not be told: the slot stands at an earlier one", e);
        }
    }
}
