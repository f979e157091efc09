package dev.tain.clickhouse.internal.pg;

import dev.tain.clickhouse.internal.pg.PgType.Kind;

/** Points and what is drawn through them. */
final class GeometryTexts {
    private static final int NUMBER = 8;
    private static final int POINT = 2 * NUMBER;

    private GeometryTexts() {}

    static void append(Kind kind, byte[] in, int at, StringBuilder to) {
        switch (kind) {
            case POINT -> point(in, at, to);
            case LSEG -> {
                to.append('[');
                points(in, at, 2, to);
                to.append(']');
            }
            case BOX -> points(in, at, 2, to);
            case LINE -> line(in, at, to);
            case CIRCLE -> {
                to.append('<');
                point(in, at, to);
                to.append(',').append(number(in, at + POINT)).append('>');
            }
            case PATH -> path(in, at, to);
            default -> {
                to.append('(');
                points(in, at + 4, In.i32(in, at), to);
                to.append(')');
            }
        }
    }

    private static String number(byte[] in, int at) {
        return RealTexts.of(Double.longBitsToDouble(In.i64(in, at)));
    }

    private static void point(byte[] in, int at, StringBuilder to) {
        to.append('(')
                .append(number(in, at))
                .append(',')
                .append(number(in, at + NUMBER))
                .append(')');
    }

    private static void points(byte[] in, int at, int count, StringBuilder to) {
        for (int i = 0; i < count; i++) {
            to.append(i == 0 ? "" : ",");
            point(in, at + POINT * i, to);
        }
    }

    private static void line(byte[] in, int at, StringBuilder to) {
        to.append('{').append(number(in, at)).append(',').append(number(in, at + NUMBER));
        to.append(',').append(number(in, at + 2 * NUMBER)).append('}');
    }

    /** Whether it is closed, the number of points, the points. */
    private static void path(byte[] in, int at, StringBuilder to) {
        boolean closed = in[at] != 0;
        to.append(closed ? '(' : '[');
        points(in, at + 5, In.i32(in, at + 1), to);
        to.append(closed ? ')' : ']');
    }

    static String wellKnown(byte[] in, int at) {
        return "POINT(" + number(in, at) + " " + number(in, at + NUMBER) + ")";
    }
}
