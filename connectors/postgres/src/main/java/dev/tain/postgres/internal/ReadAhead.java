package dev.tain.postgres.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bytes that were read in large pieces before anybody asked for them. Used by one thread.
 *
 * <p>Invariant: {@code 0 <= from <= to <= bytes.length}.
 */
final class ReadAhead {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int USUAL_BYTES = 128 * 1024;

    private final InputStream in;
    private final Silence silence;
    private byte[] bytes = new byte[USUAL_BYTES];
    private int from;
    private int to;
    private boolean ended;

    /** @param silence begun while a read waits */
    ReadAhead(InputStream in, Silence silence) {
        this.in = in;
        this.silence = silence;
    }

    /** How many bytes are there. */
    int size() {
        return to - from;
    }

    /** Whether a read has found the stream's end. */
    boolean hasEnded() {
        return ended;
    }

    /** The backing array, valid until more is read; the bytes begin at {@link #at}. */
    byte[] bytes() {
        return bytes;
    }

    int at() {
        return from;
    }

    void skip(int count) {
        from += count;
    }

    int int8(int offset) {
        return bytes[from + offset] & 0xFF;
    }

    int int32(int offset) {
        return (int) INT.get(bytes, from + offset);
    }

    /** Takes what is there, at most so much; returns how much. */
    int take(byte[] into, int offset, int length) {
        int count = Math.min(length, size());
        System.arraycopy(bytes, from, into, offset, count);
        from += count;
        return count;
    }

    /** Reads once, behind what is there; false at the stream's end. */
    boolean more() throws IOException {
        makeRoom(size() + 1);
        silence.begin();
        try {
            int count = in.read(bytes, to, bytes.length - to);
            ended |= count < 0;
            to += Math.max(0, count);
        } finally {
            silence.end();
        }
        return !ended;
    }

    /**
     * Waits until so many bytes are there together.
     *
     * @throws EOFException when the stream ends before
     */
    void require(int count) throws IOException {
        if (size() >= count) {
            return;
        }
        makeRoom(count);
        while (size() < count) {
            if (!more()) {
                throw new EOFException("the server closed the connection in the middle of a message");
            }
        }
    }

    /** Lets so many bytes fit behind {@link #at}. What a large message needed is given back afterwards. */
    private void makeRoom(int count) {
        int size = size();
        if (size == 0) {
            from = 0;
            to = 0;
        }
        int wanted = Math.max(USUAL_BYTES, count);
        boolean isTooLarge = size == 0 && bytes.length > wanted;
        if (bytes.length - from >= count && !isTooLarge) {
            return;
        }
        byte[] room = bytes.length < wanted || isTooLarge ? new byte[wanted] : bytes;
        System.arraycopy(bytes, from, room, 0, size);
        bytes = room;
        from = 0;
        to = size;
    }
}
