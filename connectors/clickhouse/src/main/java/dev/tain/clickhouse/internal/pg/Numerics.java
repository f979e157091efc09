package dev.tain.clickhouse.internal.pg;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Reads PostgreSQL's binary numeric: groups of four digits with the weight of the first one. */
public final class Numerics {
    private static final int NEGATIVE = 0x4000;
    private static final int NAN = 0xC000;
    private static final int INFINITE = 0xD000;
    private static final int MINUS_INFINITE = 0xF000;
    private static final int HEADER = 8;
    private static final int BASE = 10_000;
    private static final int DIGITS_OF_LONG = 18;
    private static final long[] POWERS = {1, 10, 100, 1_000};

    private Numerics() {}

    public static boolean isSpecial(byte[] in, int at) {
        int sign = In.i16(in, at + 4) & 0xFFFF;
        return sign != 0 && sign != NEGATIVE;
    }

    /** Whether {@link #asLong} can take it. */
    public static boolean fitsLong(byte[] in, int at, int scale) {
        int before = Math.max(0, In.i16(in, at + 2) + 1) * 4;
        return before + (scale + 3) / 4 * 4 <= DIGITS_OF_LONG && !hasMoreThan(in, at, scale);
    }

    /** The number without its point, at a scale that holds all of its digits. */
    public static long asLong(byte[] in, int at, int scale) {
        int groups = In.i16(in, at);
        int weight = In.i16(in, at + 2);
        int fraction = (scale + 3) / 4;
        long value = 0;
        for (int i = 0; i <= weight + fraction; i++) {
            value = value * BASE + (i < groups && i >= 0 ? In.i16(in, at + HEADER + 2 * i) : 0);
        }
        value /= POWERS[fraction * 4 - scale];
        return In.i16(in, at + 4) == 0 ? value : -value;
    }

    /** Whether it has digits behind those of the scale. */
    private static boolean hasMoreThan(byte[] in, int at, int scale) {
        int groups = In.i16(in, at);
        int lastPlace = (groups - 1 - In.i16(in, at + 2)) * 4;
        if (groups == 0 || lastPlace <= scale) {
            return false;
        }
        int spare = lastPlace - scale;
        return spare >= 4 || In.i16(in, at + HEADER + 2 * (groups - 1)) % POWERS[spare] != 0;
    }

    /** The number with all of its digits, at the scale that it is shown with. */
    public static BigDecimal decimal(byte[] in, int at) {
        int groups = In.i16(in, at);
        int weight = In.i16(in, at + 2);
        BigInteger digits = BigInteger.ZERO;
        for (int i = 0; i < groups; i++) {
            digits = digits.multiply(BigInteger.valueOf(BASE)).add(BigInteger.valueOf(In.i16(in, at + HEADER + 2 * i)));
        }
        if (In.i16(in, at + 4) != 0) {
            digits = digits.negate();
        }
        int shown = In.i16(in, at + 6);
        return new BigDecimal(digits, (groups - 1 - weight) * 4).setScale(shown);
    }

    /** As PostgreSQL writes it. */
    public static String text(byte[] in, int at) {
        return switch (In.i16(in, at + 4) & 0xFFFF) {
            case NAN -> "NaN";
            case INFINITE -> "Infinity";
            case MINUS_INFINITE -> "-Infinity";
            default -> decimal(in, at).toPlainString();
        };
    }
}
