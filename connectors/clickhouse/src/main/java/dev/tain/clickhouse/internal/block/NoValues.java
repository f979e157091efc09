package dev.tain.clickhouse.internal.block;

import dev.tain.clickhouse.internal.type.Out;
import dev.tain.clickhouse.internal.type.ValueEncoder;

/** The encoder of columns that no source column fills. */
enum NoValues implements ValueEncoder {
    INSTANCE;

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        throw new IllegalStateException("the column has no values of the source");
    }

    @Override
    public void encodeDefault(Out out) {
        throw new IllegalStateException("the column has no values of the source");
    }
}
