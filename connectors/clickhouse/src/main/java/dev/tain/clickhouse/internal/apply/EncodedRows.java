package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.type.Out;
import dev.tain.connector.RowForm;
import dev.tain.model.RowBuffer;

/** Rows of the source in the bytes that would be inserted, by the very encoders that insert them. */
final class EncodedRows implements RowForm.Encoded {
    private final Layout layout;
    private final Out out = new Out();

    EncodedRows(Layout layout) {
        this.layout = layout;
    }

    @Override
    public long keyHash(RowBuffer rows, int image) {
        out.clear();
        for (int index : layout.key()) {
            layout.write(rows, rows.field(image, index), index, out);
        }
        return RowHash.of(out.bytes(), 0, out.size());
    }

    @Override
    public long[] hashes(RowBuffer rows, int image) {
        long[] hashes = new long[layout.columns()];
        int field = image + Short.BYTES;
        for (int i = 0; i < hashes.length; i++) {
            if (layout.keepsBytes(i)) {
                out.clear();
                layout.write(rows, field, i, out);
                hashes[i] = RowHash.of(out.bytes(), 0, out.size());
            }
            field = rows.next(field);
        }
        return hashes;
    }
}
