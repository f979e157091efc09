package dev.tain.clickhouse.internal.block;

import dev.tain.clickhouse.internal.type.Out;

/** Values that may be NULL: a mark for each, then the values, any where the mark says NULL. */
final class NullableColumn implements BlockColumn {
    private static final int NULL = 1;

    private final Out marks = new Out();
    private final BlockColumn values;

    NullableColumn(BlockColumn values) {
        this.values = values;
    }

    BlockColumn values() {
        return values;
    }

    void addMark(boolean isNull) {
        marks.i8(isNull ? NULL : 0);
    }

    void addNull() {
        addMark(true);
        values.addDefault();
    }

    @Override
    public int addStored(byte[] in, int at) {
        if (in[at] == NULL) {
            addNull();
            return at + 1;
        }
        addMark(false);
        return values.addStored(in, at + 1);
    }

    @Override
    public void addDefault() {
        addNull();
    }

    @Override
    public long bytes() {
        return marks.size() + values.bytes();
    }

    @Override
    public void writeTo(Pieces pieces) {
        pieces.add(marks);
        values.writeTo(pieces);
    }

    @Override
    public void clear() {
        marks.clear();
        values.clear();
    }
}
