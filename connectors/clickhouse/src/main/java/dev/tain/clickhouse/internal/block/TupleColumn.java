package dev.tain.clickhouse.internal.block;

import java.util.List;

/** Tuples: a column for each of their elements. */
record TupleColumn(List<BlockColumn> parts) implements BlockColumn {
    @Override
    public int addStored(byte[] in, int at) {
        int next = at;
        for (BlockColumn part : parts) {
            next = part.addStored(in, next);
        }
        return next;
    }

    @Override
    public void addDefault() {
        parts.forEach(BlockColumn::addDefault);
    }

    @Override
    public long bytes() {
        return parts.stream().mapToLong(BlockColumn::bytes).sum();
    }

    @Override
    public void writeTo(Pieces pieces) {
        parts.forEach(part -> part.writeTo(pieces));
    }

    @Override
    public void clear() {
        parts.forEach(BlockColumn::clear);
    }
}
