package dev.tain.clickhouse.internal.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes in ClickHouse's order, least significant first, written one after the other. Used by one thread. */
public final class Out {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST_BYTES = 1 << 12;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    public int size() {
        return size;
    }

    /** The backing array; valid until the next write. */
    public byte[] bytes() {
        return bytes;
    }

    public void clear() {
        size = 0;
    }

    /** Forgets what was written since the size was this. */
    public void rewind(int to) {
        size = to;
    }

    /** Ends this buffer's use of its array: the bytes, cut to their size. */
    public byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, size);
        size = 0;
        return taken;
    }

    public void i8(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
    }

    public void i16(int value) {
        ensure(2);
        SHORT.set(bytes, size, (short) value);
        size += 2;
    }

    public void i32(int value) {
        ensure(4);
        INT.set(bytes, size, value);
        size += 4;
    }

    public void i64(long value) {
        ensure(8);
        LONG.set(bytes, size, value);
        size += 8;
    }

    /** An integer of so many bytes, a multiple of 8, from its low 64 bits and its sign. */
    public void wide(long value, int width) {
        i64(value);
        for (int i = 8; i < width; i += 8) {
            i64(value >> 63);
        }
    }

    public void zeros(int count) {
        ensure(count);
        Arrays.fill(bytes, size, size + count, (byte) 0);
        size += count;
    }

    /** An unsigned number in groups of 7 bits, as lengths are written. */
    public void length(int value) {
        ensure(5);
        int rest = value;
        while (rest >= 0x80) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    public void raw(byte[] from, int at, int count) {
        ensure(count);
        System.arraycopy(from, at, bytes, size, count);
        size += count;
    }

    /** A length and so many bytes. */
    public void string(byte[] from, int at, int count) {
        length(count);
        raw(from, at, count);
    }

    public void string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        string(utf8, 0, utf8.length);
    }

    private void ensure(int more) {
        if (more > bytes.length - size) {
            if ((long) size + more > MOST_BYTES) {
                throw new IllegalStateException("rows for ClickHouse exceed 2 GiB in one piece");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max((long) size + more, bytes.length * 2L)));
        }
    }
}
