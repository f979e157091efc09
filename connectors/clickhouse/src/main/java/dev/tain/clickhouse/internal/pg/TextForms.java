package dev.tain.clickhouse.internal.pg;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Values in exactly the text that the server's output functions give them, under the settings of our sessions: ISO
 * dates, the zone UTC, {@code extra_float_digits} above 0, {@code IntervalStyle} postgres, bytes in hex.
 *
 * <p>Three differ. {@code money} is its amount with a point, without signs of currency or groups. What the server shows
 * as an object's name, such as {@code regclass}, is that object's number. What is not known here is the binary form in
 * hexadecimal digits.
 */
public final class TextForms {
    private static final HexFormat HEX = HexFormat.of();
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":");

    private TextForms() {}

    /** @throws IllegalArgumentException when the bytes are not of that type */
    public static String of(PgType type, byte[] in, int at, int length) {
        StringBuilder text = new StringBuilder();
        append(type, in, at, length, text);
        return text.toString();
    }

    static void append(PgType type, byte[] in, int at, int length, StringBuilder to) {
        switch (type.kind()) {
            case BOOL -> to.append(in[at] == 0 ? 'f' : 't');
            case INT2 -> to.append(In.i16(in, at));
            case INT4 -> to.append(In.i32(in, at));
            case INT8 -> to.append(In.i64(in, at));
            case UINT4 -> to.append(Integer.toUnsignedLong(In.i32(in, at)));
            case UINT8 -> to.append(Long.toUnsignedString(In.i64(in, at)));
            case FLOAT4 -> to.append(RealTexts.of(Float.intBitsToFloat(In.i32(in, at))));
            case FLOAT8 -> to.append(RealTexts.of(Double.longBitsToDouble(In.i64(in, at))));
            case NUMERIC -> to.append(Numerics.text(in, at));
            case MONEY ->
                to.append(java.math.BigDecimal.valueOf(In.i64(in, at), type.scale())
                        .toPlainString());
            case TEXT, ENUM, JSON -> to.append(utf8(in, at, length));
            case JSONB, VERSIONED -> to.append(utf8(in, at + 1, length - 1));
            case CHAR -> character(in[at] & 0xFF, to);
            case BYTEA -> to.append("\\x").append(HEX.formatHex(in, at, at + length));
            case UUID -> to.append(new java.util.UUID(In.i64(in, at), In.i64(in, at + 8)));
            case DATE -> TimeTexts.date(In.i32(in, at), to);
            case TIMESTAMP -> TimeTexts.timestamp(In.i64(in, at), "", to);
            case TIMESTAMPTZ -> TimeTexts.timestamp(In.i64(in, at), "+00", to);
            case TIME -> TimeTexts.time(In.i64(in, at), to);
            case TIMETZ -> TimeTexts.timeWithZone(In.i64(in, at), In.i32(in, at + 8), to);
            case INTERVAL -> IntervalTexts.append(In.i64(in, at), In.i32(in, at + 8), In.i32(in, at + 12), to);
            case INET, CIDR -> NetworkTexts.append(in, at, type.is(PgType.Kind.CIDR), to);
            case MACADDR -> to.append(PAIRS.formatHex(in, at, at + length));
            case BIT -> bits(in, at, to);
            case LSN -> to.append(String.format("%X/%X", In.i32(in, at), In.i32(in, at + 4)));
            case TID -> tid(in, at, to);
            case SNAPSHOT -> snapshot(in, at, to);
            case POINT, LSEG, BOX, LINE, CIRCLE, PATH, POLYGON -> GeometryTexts.append(type.kind(), in, at, to);
            case TSVECTOR -> SearchTexts.vector(in, at, to);
            case TSQUERY -> SearchTexts.query(in, at, to);
            case HSTORE -> NestedTexts.hstore(in, at, to);
            case VECTOR -> VectorTexts.vector(in, at, to);
            case HALF_VECTOR -> VectorTexts.half(in, at, to);
            case SPARSE_VECTOR -> VectorTexts.sparse(in, at, to);
            case CUBE -> VectorTexts.cube(in, at, to);
            case HEX -> to.append(HEX.withUpperCase().formatHex(in, at, at + length));
            case ARRAY -> NestedTexts.array(type.element(), in, at, to);
            case LIST -> NestedTexts.list(type.element(), in, at, to);
            case RANGE -> NestedTexts.range(type.element(), in, at, to);
            case MULTIRANGE -> NestedTexts.multirange(type.element(), in, at, to);
            case COMPOSITE -> NestedTexts.composite(type, in, at, to);
            case UNKNOWN -> to.append("\\x").append(HEX.formatHex(in, at, at + length));
        }
    }

    /** In the words of geographic systems: {@code POINT(1.5 -2)}. */
    public static String wellKnownPoint(byte[] in, int at) {
        return GeometryTexts.wellKnown(in, at);
    }

    static String utf8(byte[] in, int at, int length) {
        return new String(in, at, length, StandardCharsets.UTF_8);
    }

    /** What is not ASCII is shown by its number. */
    private static void character(int value, StringBuilder to) {
        if (value >= 0x80) {
            to.append('\\').append(Integer.toOctalString(value));
        } else if (value != 0) {
            to.append((char) value);
        }
    }

    private static void bits(byte[] in, int at, StringBuilder to) {
        int count = In.i32(in, at);
        for (int i = 0; i < count; i++) {
            to.append((in[at + 4 + i / 8] >> (7 - i % 8) & 1) == 0 ? '0' : '1');
        }
    }

    private static void tid(byte[] in, int at, StringBuilder to) {
        to.append('(').append(Integer.toUnsignedLong(In.i32(in, at))).append(',');
        to.append(In.i16(in, at + 4) & 0xFFFF).append(')');
    }

    /** A count, the lowest and the highest number, and the numbers between. */
    private static void snapshot(byte[] in, int at, StringBuilder to) {
        int count = In.i32(in, at);
        to.append(In.i64(in, at + 4)).append(':').append(In.i64(in, at + 12)).append(':');
        for (int i = 0; i < count; i++) {
            to.append(i == 0 ? "" : ",").append(In.i64(in, at + 20 + 8 * i));
        }
    }
}
