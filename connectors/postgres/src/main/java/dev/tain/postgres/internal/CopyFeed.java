package dev.tain.postgres.internal;

import java.io.IOException;
import java.sql.SQLException;
import org.postgresql.copy.CopyOut;

/**
 * What a {@code COPY ... TO STDOUT} gives, piece by piece. The pieces are taken off the wire below the driver, which
 * would make an array of each; it still sends the command and reads all other answers, errors among them. Used by the
 * thread that uses the connection. Source: PostgreSQL documentation, "Message Formats", CopyData.
 */
public final class CopyFeed {
    private static final char COPY_DATA = 'd';

    private final WireInput in;
    private final CopyOut copy;
    private byte[] bytes = new byte[0];
    private int from;
    private int to;

    private CopyFeed(WireInput in, CopyOut copy) {
        this.in = in;
        this.copy = copy;
    }

    /** Begins the copy. Until {@link #next} has returned false the connection serves nothing else. */
    public static CopyFeed start(WireConnection connection, String command) throws SQLException {
        WireInput in = connection.input();
        in.hold();
        return new CopyFeed(in, connection.connection().getCopyAPI().copyOut(command));
    }

    /** Goes to the next piece; false when the command has ended, and the connection is free again. */
    public boolean next() throws SQLException, IOException {
        int length = in.take(COPY_DATA);
        if (length >= 0) {
            bytes = in.message();
            to = in.messageEnd();
            from = to - length;
            return true;
        }
        byte[] piece = copy.readFromCopy(); // of a warning in between the driver returns what follows it
        if (piece == null) {
            in.release();
            return false;
        }
        bytes = piece;
        from = 0;
        to = piece.length;
        return true;
    }

    /** The array that the piece lies in, from {@link #from} to {@link #to}; valid until {@link #next}. */
    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }
}
