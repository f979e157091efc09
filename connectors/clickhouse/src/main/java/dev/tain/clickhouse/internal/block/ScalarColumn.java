package dev.tain.clickhouse.internal.block;

import dev.tain.clickhouse.internal.type.ChType;
import dev.tain.clickhouse.internal.type.Out;
import dev.tain.clickhouse.internal.type.Stored;

/** Values that are the same bytes in rows and in columns. */
final class ScalarColumn implements BlockColumn {
    private final Out values = new Out();
    /** Bytes of each value; {@link Stored#TEXT} for texts. */
    private final int width;

    ScalarColumn(ChType type) {
        this.width = Stored.width(type);
    }

    Out values() {
        return values;
    }

    @Override
    public int addStored(byte[] in, int at) {
        int end = width == Stored.TEXT ? Stored.textEnd(in, at) : at + width;
        values.raw(in, at, end - at);
        return end;
    }

    @Override
    public void addDefault() {
        if (width == Stored.TEXT) {
            values.length(0);
        } else {
            values.zeros(width);
        }
    }

    @Override
    public long bytes() {
        return values.size();
    }

    @Override
    public void writeTo(Pieces pieces) {
        pieces.add(values);
    }

    @Override
    public void clear() {
        values.clear();
    }
}
