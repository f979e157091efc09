package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.type.PgType.Kind;

/** Integers, into ones that are at least as wide. */
final class IntegerEncoder implements ValueEncoder {
    private final Kind from;
    private final int width;

    IntegerEncoder(Kind from, int width) {
        this.from = from;
        this.width = width;
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        long value = switch (from) {
            case INT2 -> In.i16(in, at);
            case INT4 -> In.i32(in, at);
            case UINT4 -> Integer.toUnsignedLong(In.i32(in, at));
            default -> In.i64(in, at);
        };
        switch (width) {
            case 2 -> out.i16((int) value);
            case 4 -> out.i32((int) value);
            case 8 -> out.i64(value);
            default -> wide(value, out);
        }
    }

    private void wide(long value, Out out) {
        if (from == Kind.UINT8) {
            out.i64(value);
            out.zeros(width - 8);
        } else {
            out.wide(value, width);
        }
    }

    @Override
    public void encodeDefault(Out out) {
        out.zeros(width);
    }
}
