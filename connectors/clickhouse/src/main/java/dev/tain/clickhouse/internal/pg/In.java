package dev.tain.clickhouse.internal.pg;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads numbers of PostgreSQL's binary forms, most significant byte first. */
public final class In {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private In() {}

    public static short i16(byte[] in, int at) {
        return (short) SHORT.get(in, at);
    }

    public static int i32(byte[] in, int at) {
        return (int) INT.get(in, at);
    }

    public static long i64(byte[] in, int at) {
        return (long) LONG.get(in, at);
    }
}
