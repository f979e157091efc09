package dev.tain.postgres.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * The input of a {@link WireSocket}: read ahead in large pieces, and possible to wait for. Waiting is a read with a
 * time limit into our own buffer, so that it blocks in the kernel, costs nothing while idle and ends with the first
 * byte.
 *
 * <p>Used by the thread that uses the connection. Invariant: {@code from <= to <= ahead.length}.
 */
final class WireInput extends InputStream {
    private static final int BUFFER_BYTES = 128 * 1024;
    /** How long an encrypted record that has arrived only partly is waited for. */
    private static final int RECORD_MILLIS = 1;

    /** The driver looks whether something is there by reading with this limit. */
    private static final int LOOK_MILLIS = 1;

    private final WireSocket socket;
    private final InputStream in;
    private final byte[] ahead = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private boolean ended;

    WireInput(WireSocket socket, InputStream in) {
        this.socket = socket;
        this.in = in;
    }

    /** Waits until something can be read, the end included; false when the time is over. */
    boolean await(int millis) throws IOException {
        return available() > 0 || fill(Math.max(1, millis));
    }

    /** How many bytes can be read without waiting. The end counts as one, so that its reader comes and sees it. */
    @Override
    public int available() throws IOException {
        if (from < to) {
            return to - from;
        }
        if (ended) {
            return 1;
        }
        int arrived = in.available();
        if (arrived == 0 && socket.encryptedBytes() > 0) {
            fill(RECORD_MILLIS);
            return ended ? 1 : to - from;
        }
        return arrived;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (from == to) {
            more();
        }
        if (from == to) {
            return -1;
        }
        int count = Math.min(length, to - from);
        System.arraycopy(ahead, from, into, offset, count);
        from += count;
        return count;
    }

    /** Reads ahead, as far as there is more. */
    private void more() throws IOException {
        if (!ended && socket.getSoTimeout() == LOOK_MILLIS && available() == 0) {
            throw new NothingYet(); // we know it without waiting
        }
        if (!ended && from == to) {
            refill();
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
            refill();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(before);
        }
    }

    private void refill() throws IOException {
        from = 0;
        to = 0;
        int count = readAhead();
        if (count < 0) {
            ended = true;
        } else {
            to = count;
        }
    }

    private int readAhead() throws IOException {
        socket.silence().begin();
        try {
            return in.read(ahead, 0, ahead.length);
        } finally {
            socket.silence().end();
        }
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
