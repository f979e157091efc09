package dev.tain.clickhouse.internal.pg;

/** Intervals, as the server writes them with {@code IntervalStyle} postgres. */
final class IntervalTexts {
    private static final long MICROS_OF_SECOND = 1_000_000L;
    private static final int MONTHS_OF_YEAR = 12;

    private IntervalTexts() {}

    static void append(long micros, int days, int months, StringBuilder to) {
        if (micros == Long.MAX_VALUE && days == Integer.MAX_VALUE && months == Integer.MAX_VALUE) {
            to.append("infinity");
            return;
        }
        if (micros == Long.MIN_VALUE && days == Integer.MIN_VALUE && months == Integer.MIN_VALUE) {
            to.append("-infinity");
            return;
        }
        int start = to.length();
        boolean negative = part(to, start, months / MONTHS_OF_YEAR, "year", false);
        negative = part(to, start, months % MONTHS_OF_YEAR, "mon", negative);
        negative = part(to, start, days, "day", negative);
        if (micros != 0 || to.length() == start) {
            to.append(to.length() == start ? "" : " ");
            to.append(micros < 0 ? "-" : negative ? "+" : "");
            TimeTexts.clock(Math.abs(micros / MICROS_OF_SECOND), to);
            TimeTexts.fraction((int) Math.abs(micros % MICROS_OF_SECOND), to);
        }
    }

    /** Says whether the next part has to show that it is positive again. */
    private static boolean part(StringBuilder to, int start, int value, String unit, boolean negative) {
        if (value == 0) {
            return negative;
        }
        to.append(to.length() == start ? "" : " ").append(negative && value > 0 ? "+" : "");
        to.append(value).append(' ').append(unit).append(value == 1 ? "" : "s");
        return value < 0;
    }
}
