package dev.tain.clickhouse.internal.pg;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers with a binary exponent, in the fewest digits that lie closer to them than to any other number of their type.
 * Exactly in the middle between two is not closer; Java's own texts allow that when it reads back well, and have two
 * digits at least, so what they give is looked at again.
 */
final class RealTexts {
    private static final int MOST_DIGITS = 17;
    /** Numbers of this many digits or more before the point, or this far behind it, have an exponent. */
    private static final int LARGE_DOUBLE = 15;

    private static final int LARGE_FLOAT = 6;
    private static final int SMALL = -4;

    private RealTexts() {}

    static String of(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(
                Double.toString(Math.abs(value)),
                new BigDecimal(Math.abs(value)),
                new BigDecimal(Math.ulp(value)),
                (Double.doubleToRawLongBits(value) & 0x000F_FFFF_FFFF_FFFFL) == 0
                        && Math.abs(value) > Double.MIN_NORMAL);
        return (value < 0 ? "-" : "") + written(shortest, LARGE_DOUBLE);
    }

    static String of(float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(
                Float.toString(Math.abs(value)),
                new BigDecimal(Math.abs(value)),
                new BigDecimal(Math.ulp(value)),
                (Float.floatToRawIntBits(value) & 0x007F_FFFF) == 0 && Math.abs(value) > Float.MIN_NORMAL);
        return (value < 0 ? "-" : "") + written(shortest, LARGE_FLOAT);
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }

    /**
     * @param step to the next larger number
     * @param halfBelow whether the next smaller number is only half a step away
     */
    private static BigDecimal shortest(String text, BigDecimal exact, BigDecimal step, boolean halfBelow) {
        BigDecimal above = exact.add(step.multiply(new BigDecimal("0.5")));
        BigDecimal below = exact.subtract(step.multiply(new BigDecimal(halfBelow ? "0.25" : "0.5")));
        BigDecimal given = new BigDecimal(text).stripTrailingZeros();
        boolean mayBeShorter = given.precision() == 2;
        if (!mayBeShorter && isWithin(given, below, above)) {
            return given;
        }
        for (int digits = mayBeShorter ? 1 : given.precision(); digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (isWithin(rounded, below, above)) {
                return rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    private static boolean isWithin(BigDecimal candidate, BigDecimal below, BigDecimal above) {
        return candidate.compareTo(below) > 0 && candidate.compareTo(above) < 0;
    }

    private static String written(BigDecimal number, int large) {
        int exponent = number.precision() - number.scale() - 1;
        if (exponent >= SMALL && exponent < large) {
            return number.toPlainString();
        }
        String digits = number.unscaledValue().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        int size = Math.abs(exponent);
        return mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }
}
