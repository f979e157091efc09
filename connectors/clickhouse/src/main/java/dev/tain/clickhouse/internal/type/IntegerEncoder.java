package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.In;
import dev.tain.clickhouse.internal.pg.PgType.Kind;

/** Integers and truth values, into integers of another width; a number that does not fit is refused. */
final class IntegerEncoder implements ValueEncoder {
    private final Kind from;
    private final ChType to;
    private final boolean unsigned;
    private final int width;

    IntegerEncoder(Kind from, ChType to) {
        this.from = from;
        this.to = to;
        this.unsigned = isUnsigned(to);
        this.width = bits(to) / 8;
    }

    static int bits(ChType integer) {
        return Integer.parseInt(integer.name().substring(isUnsigned(integer) ? 4 : 3));
    }

    private static boolean isUnsigned(ChType integer) {
        return integer.name().startsWith("U");
    }

    /** Whether every value of the kind fits. */
    static boolean holdsAll(Kind from, ChType to) {
        int bits = switch (from) {
            case BOOL -> 1;
            case INT2 -> 16;
            case INT4, UINT4 -> 32;
            default -> 64;
        };
        boolean fromUnsigned = from == Kind.BOOL || from == Kind.UINT4 || from == Kind.UINT8;
        return isUnsigned(to) == fromUnsigned ? bits(to) >= bits : fromUnsigned && bits(to) > bits;
    }

    static long value(Kind from, byte[] in, int at) {
        return switch (from) {
            case BOOL -> in[at] == 0 ? 0 : 1;
            case INT2 -> In.i16(in, at);
            case INT4 -> In.i32(in, at);
            case UINT4 -> Integer.toUnsignedLong(In.i32(in, at));
            default -> In.i64(in, at);
        };
    }

    @Override
    public void encode(byte[] in, int at, int length, Out out) {
        long value = value(from, in, at);
        boolean beyondLong = from == Kind.UINT8 && value < 0;
        if (!(beyondLong ? width > Long.BYTES || (unsigned && width == Long.BYTES) : fits(value))) {
            throw new IllegalArgumentException("the number is beyond " + to);
        }
        switch (width) {
            case 1 -> out.i8((int) value);
            case 2 -> out.i16((int) value);
            case 4 -> out.i32((int) value);
            case Long.BYTES -> out.i64(value);
            default -> {
                if (beyondLong) {
                    out.i64(value);
                    out.zeros(width - Long.BYTES);
                } else {
                    out.wide(value, width);
                }
            }
        }
    }

    private boolean fits(long value) {
        if (unsigned) {
            return value >= 0 && (width >= Long.BYTES || value >>> (8 * width) == 0);
        }
        return width >= Long.BYTES || value >> (8 * width - 1) == value >> (Long.SIZE - 1);
    }

    @Override
    public void encodeDefault(Out out) {
        out.zeros(width);
    }
}
