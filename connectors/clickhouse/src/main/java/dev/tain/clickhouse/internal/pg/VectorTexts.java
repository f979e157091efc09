package dev.tain.clickhouse.internal.pg;

/** Lists of numbers that extensions bring. */
final class VectorTexts {
    private static final int IS_POINT = 0x8000_0000;

    private VectorTexts() {}

    /** Two bytes of their number, two without meaning, then the numbers. */
    static void vector(byte[] in, int at, StringBuilder to) {
        int count = In.i16(in, at) & 0xFFFF;
        to.append('[');
        for (int i = 0; i < count; i++) {
            to.append(i == 0 ? "" : ",").append(RealTexts.of(Float.intBitsToFloat(In.i32(in, at + 4 + 4 * i))));
        }
        to.append(']');
    }

    static void half(byte[] in, int at, StringBuilder to) {
        int count = In.i16(in, at) & 0xFFFF;
        to.append('[');
        for (int i = 0; i < count; i++) {
            float value = Float.float16ToFloat(In.i16(in, at + 4 + 2 * i));
            to.append(i == 0 ? "" : ",").append(RealTexts.of(value));
        }
        to.append(']');
    }

    /** How long it is, how many are not zero, four bytes without meaning; then their places from 0, then they. */
    static void sparse(byte[] in, int at, StringBuilder to) {
        int count = In.i32(in, at + 4);
        int places = at + 12;
        to.append('{');
        for (int i = 0; i < count; i++) {
            to.append(i == 0 ? "" : ",").append(In.i32(in, places + 4 * i) + 1).append(':');
            to.append(RealTexts.of(Float.intBitsToFloat(In.i32(in, places + 4 * count + 4 * i))));
        }
        to.append("}/").append(In.i32(in, at));
    }

    /** The number of dimensions with a flag for points, then one corner, and the other one unless it is a point. */
    static void cube(byte[] in, int at, StringBuilder to) {
        int header = In.i32(in, at);
        int dimensions = header & ~IS_POINT;
        corner(in, at + 4, dimensions, to);
        boolean isPoint = true;
        for (int i = 0; (header & IS_POINT) == 0 && i < dimensions; i++) {
            double other = number(in, at + 4 + 8 * (dimensions + i));
            isPoint &= number(in, at + 4 + 8 * i) == other;
        }
        if (!isPoint) {
            to.append(',');
            corner(in, at + 4 + 8 * dimensions, dimensions, to);
        }
    }

    private static void corner(byte[] in, int at, int dimensions, StringBuilder to) {
        to.append('(');
        for (int i = 0; i < dimensions; i++) {
            to.append(i == 0 ? "" : ", ").append(RealTexts.of(number(in, at + 8 * i)));
        }
        to.append(')');
    }

    private static double number(byte[] in, int at) {
        return Double.longBitsToDouble(In.i64(in, at));
    }
}
