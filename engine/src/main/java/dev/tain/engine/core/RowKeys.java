package dev.tain.engine.core;

import dev.tain.model.RowBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Hashes and compares the key columns of images. Keys are equal when their bytes are; two spellings of one value
 * (numeric 1.0 and 1.00) are two keys here, which is harmless because deletions are applied before everything else.
 *
 * <p>Hot: a call for every row.
 */
final class RowKeys {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final int[] columns;

    RowKeys(int[] columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("no key columns");
        }
        this.columns = columns;
    }

    int hash(RowBuffer rows, int image) {
        long hash = 1;
        for (int column : columns) {
            int field = rows.field(image, column);
            hash = mix(hash, rows.bytes(), field + 4, rows.length(field));
        }
        return (int) (hash ^ hash >>> 32);
    }

    private static long mix(long seed, byte[] bytes, int from, int length) {
        long hash = (seed ^ length) * MIX;
        int at = from;
        int left = length;
        for (; left >= 8; left -= 8, at += 8) {
            hash = (Long.rotateLeft(hash, 23) ^ (long) LONG.get(bytes, at)) * MIX;
        }
        for (; left > 0; left--, at++) {
            hash = (Long.rotateLeft(hash, 23) ^ bytes[at]) * MIX;
        }
        return hash;
    }

    boolean equal(RowBuffer rows, int imageA, int imageB) {
        byte[] bytes = rows.bytes();
        for (int column : columns) {
            int a = rows.field(imageA, column);
            int b = rows.field(imageB, column);
            int length = rows.length(a);
            if (length != rows.length(b)) {
                return false;
            }
            if (length > 0 && !Arrays.equals(bytes, a + 4, a + 4 + length, bytes, b + 4, b + 4 + length)) {
                return false;
            }
        }
        return true;
    }
}
