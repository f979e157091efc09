package dev.tain.clickhouse.internal.block;

import dev.tain.clickhouse.internal.type.Out;
import dev.tain.clickhouse.internal.type.Stored;
import java.util.List;

/** Arrays and maps: how many elements there are up to the end of each value, then what the elements consist of. */
final class ListColumn implements BlockColumn {
    private final Out ends = new Out();
    private final List<BlockColumn> parts;
    private long elements;

    ListColumn(List<BlockColumn> parts) {
        this.parts = parts;
    }

    @Override
    public int addStored(byte[] in, int at) {
        int count = Stored.length(in, at);
        int next = Stored.afterLength(in, at);
        for (int i = 0; i < count; i++) {
            for (BlockColumn part : parts) {
                next = part.addStored(in, next);
            }
        }
        elements += count;
        ends.i64(elements);
        return next;
    }

    @Override
    public void addDefault() {
        ends.i64(elements);
    }

    @Override
    public long bytes() {
        return parts.stream().mapToLong(BlockColumn::bytes).sum() + ends.size();
    }

    @Override
    public void writeTo(Pieces pieces) {
        pieces.add(ends);
        parts.forEach(part -> part.writeTo(pieces));
    }

    @Override
    public void clear() {
        ends.clear();
        parts.forEach(BlockColumn::clear);
        elements = 0;
    }
}
