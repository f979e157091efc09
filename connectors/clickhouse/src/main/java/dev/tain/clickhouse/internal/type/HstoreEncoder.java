package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.In;

/** Maps of texts: a count, then key and value, each with its length. */
final class HstoreEncoder implements ValueEncoder {
    private final NullableValue text;

    HstoreEncoder(boolean keepsNull) {
        this.text = new NullableValue(new PlainEncoders.Text(0, ""), keepsNull);
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        int count = In.i32(in, at);
        out.length(count);
        int field = at + 4;
        for (int i = 0; i < count; i++) {
            int key = In.i32(in, field);
            out.string(in, field + 4, key);
            field += 4 + key;
            int value = In.i32(in, field);
            text.write(in, field + 4, value, out);
            field += 4 + Math.max(0, value);
        }
    }

    @Override
    public void encodeDefault(Out out) {
        out.length(0);
    }
}
