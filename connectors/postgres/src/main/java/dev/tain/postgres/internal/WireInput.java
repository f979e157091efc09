package dev.tain.postgres.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * The input of a {@link WireSocket}: read ahead in large pieces, and possible to wait for. Waiting is a read with a
 * time limit into our own buffer, so that it blocks in the kernel, costs nothing while idle and ends with the first
 * byte. While a table is copied out, its rows can be taken from here, past the driver: see {@link #hold}.
 *
 * <p>Used by the thread that uses the connection.
 */
final class WireInput extends InputStream {
    /** How long an encrypted record that has arrived only partly is waited for. */
    private static final int RECORD_MILLIS = 1;

    /** The driver looks whether something is there by reading with this limit. */
    private static final int LOOK_MILLIS = 1;

    private static final int TYPE_BYTES = 1;
    private static final int HEADER_BYTES = TYPE_BYTES + Integer.BYTES;

    private final WireSocket socket;
    private final InputStream in;
    private final ReadAhead ahead;
    private boolean held;
    /** While held: bytes of the present message that the driver has not read yet. */
    private int owed;

    WireInput(WireSocket socket, InputStream in) {
        this.socket = socket;
        this.in = in;
        this.ahead = new ReadAhead(in, socket.silence());
    }

    /** Waits until something can be read, the end included; false when the time is over. */
    boolean await(int millis) throws IOException {
        return available() > 0 || fill(Math.max(1, millis));
    }

    /** How many bytes can be read without waiting. The end counts as one, so that its reader comes and sees it. */
    @Override
    public int available() throws IOException {
        if (ahead.size() > 0) {
            return ahead.size();
        }
        if (ahead.hasEnded()) {
            return 1;
        }
        int arrived = in.available();
        if (arrived == 0 && socket.encryptedBytes() > 0) {
            fill(RECORD_MILLIS);
            return ahead.hasEnded() ? 1 : ahead.size();
        }
        return arrived;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (ahead.size() == 0) {
            more();
        }
        if (ahead.size() == 0) {
            return -1;
        }
        return ahead.take(into, offset, held ? owed(length) : length);
    }

    /** Reads ahead, as far as there is more. */
    private void more() throws IOException {
        if (!ahead.hasEnded() && socket.getSoTimeout() == LOOK_MILLIS && available() == 0) {
            throw new NothingYet(); // we know it without waiting
        }
        if (!ahead.hasEnded() && ahead.size() == 0) {
            ahead.more();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Reads with a time limit of its own; whether something came. Called with an empty buffer only. */
    private boolean fill(int millis) throws IOException {
        int before = socket.getSoTimeout();
        socket.setSoTimeout(millis);
        try {
            ahead.more();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(before);
        }
    }

    // ---- messages that the driver does not see

    /**
     * From now on the driver gets no byte behind the message that it reads, so that {@link #take} finds the next one
     * here. Called where the driver has read everything, before it sends a command.
     */
    void hold() {
        held = true;
        owed = 0;
    }

    /** The driver gets everything again. */
    void release() {
        held = false;
    }

    /**
     * Takes the next message if it is of this type, waiting for the whole of it; its content ends at
     * {@link #messageEnd} then. One of another type is left to the driver.
     *
     * @return the length of the content in bytes; -1 for a message of another type
     */
    int take(char type) throws IOException {
        ahead.require(HEADER_BYTES);
        if (owed > 0 || ahead.int8(0) != type) {
            return -1;
        }
        int length = messageBytes();
        ahead.require(length);
        ahead.skip(length);
        return length - HEADER_BYTES;
    }

    /** Where the message that was taken last ends; valid, as its bytes are, until the next call. */
    int messageEnd() {
        return ahead.at();
    }

    byte[] message() {
        return ahead.bytes();
    }

    /** How much of a read the driver may get. */
    private int owed(int length) throws IOException {
        if (owed == 0) {
            ahead.require(HEADER_BYTES);
            owed = messageBytes();
        }
        int count = Math.min(Math.min(length, owed), ahead.size());
        owed -= count;
        return count;
    }

    /** The size of the message that begins here, its type and length included. */
    private int messageBytes() throws IOException {
        int length = ahead.int32(TYPE_BYTES);
        if (length < Integer.BYTES || length == Integer.MAX_VALUE) {
            throw new IOException("a message of the server has the length " + length);
        }
        return TYPE_BYTES + length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Thrown every time that a stream runs dry, so it is made without a stack trace. */
    private static final class NothingYet extends SocketTimeoutException {
        private static final long serialVersionUID = 1;

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
