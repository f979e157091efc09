package dev.tain.postgres.internal.stream;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A cursor over one message of the pgoutput protocol. Every read is checked against the message's end: whatever the
 * bytes are, the worst that comes of them is {@code POSTGRES_PROTOCOL}. Reused from message to message.
 */
final class Message {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes = new byte[0];
    private int at;
    private int end;

    void set(byte[] message, int offset) {
        bytes = message;
        at = offset;
        end = message.length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Offset of the next byte. */
    int at() {
        return at;
    }

    byte int8() {
        need(1);
        return bytes[at++];
    }

    short int16() {
        need(2);
        short value = (short) SHORT.get(bytes, at);
        at += 2;
        return value;
    }

    int int32() {
        need(4);
        int value = (int) INT.get(bytes, at);
        at += 4;
        return value;
    }

    long int64() {
        need(8);
        long value = (long) LONG.get(bytes, at);
        at += 8;
        return value;
    }

    /** The length of bytes that follow. */
    int length() {
        int length = int32();
        if (length < 0 || length > end - at) {
            throw broken("a length of " + length + " where " + (end - at) + " bytes are left");
        }
        return length;
    }

    void skip(int count) {
        need(count);
        at += count;
    }

    /** A text that ends with a zero byte. */
    String text() {
        int zero = at;
        while (zero < end && bytes[zero] != 0) {
            zero++;
        }
        if (zero == end) {
            throw broken("a text without end");
        }
        String text = new String(bytes, at, zero - at, StandardCharsets.UTF_8);
        at = zero + 1;
        return text;
    }

    void finish() {
        if (at != end) {
            throw broken((end - at) + " bytes too many");
        }
    }

    private void need(int count) {
        if (count > end - at) {
            throw broken("its end where " + count + " more bytes were expected");
        }
    }

    /** The error for a message that cannot be understood. Its bytes may be user data and are not shown. */
    static TainException broken(String what) {
        return new TainException(
                ErrorCode.POSTGRES_PROTOCOL,
                "A message of the replication stream cannot be understood: " + what + ".",
                "This is a mistake in Tain, or the server is not the PostgreSQL that it says it is. Please report it"
                        + " with the server's version.");
    }
}
