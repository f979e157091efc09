package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.type.Out;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A row that the server gave, in its own format.
 *
 * @param bytes of the answer that it is in
 * @param ends offsets: where the row begins, then where each column ends
 * @param version of the change that wrote it
 */
record CurrentRow(byte[] bytes, int[] ends, long version) {
    void copy(int column, Out out) {
        out.raw(bytes, ends[column], ends[column + 1] - ends[column]);
    }

    /** The values of these columns, to compare. */
    ByteBuffer values(int[] columns) {
        Out out = new Out();
        for (int column : columns) {
            copy(column, out);
        }
        return ByteBuffer.wrap(out.take());
    }

    int start(int column) {
        return ends[column];
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "row of version " + Long.toUnsignedString(version) + " " + Arrays.toString(ends);
    }
}
