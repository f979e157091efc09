package dev.tain.clickhouse.internal.apply;

import dev.tain.connector.RowForm.Encoded;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Hashes of values in the server's own bytes. */
final class RowHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private RowHash() {}

    static long of(byte[] bytes, int from, int to) {
        long hash = Encoded.mix(to - from + 0x9E3779B97F4A7C15L);
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = Encoded.mix(hash + (long) LONG.get(bytes, at));
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = (rest << 8) | (bytes[at] & 0xFF);
        }
        return Encoded.mix(hash ^ rest);
    }
}
