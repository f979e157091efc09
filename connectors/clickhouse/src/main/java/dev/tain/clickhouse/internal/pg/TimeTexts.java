package dev.tain.clickhouse.internal.pg;

import java.time.LocalDate;

/** Dates and times of day, as the server writes them with {@code DateStyle} ISO. */
final class TimeTexts {
    /** Between 1970 and 2000, where PostgreSQL counts from. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long MICROS = 1_000_000;
    private static final long MICROS_OF_DAY = 86_400 * MICROS;
    private static final int SECONDS_OF_HOUR = 3_600;
    private static final int SECONDS_OF_MINUTE = 60;
    private static final int DIGITS = 6;

    private TimeTexts() {}

    static void date(int since2000, StringBuilder to) {
        if (since2000 == Integer.MAX_VALUE || since2000 == Integer.MIN_VALUE) {
            to.append(since2000 > 0 ? "infinity" : "-infinity");
            return;
        }
        day(LocalDate.ofEpochDay((long) since2000 + EPOCH_DAYS), "", to);
    }

    static void timestamp(long since2000, String zone, StringBuilder to) {
        if (since2000 == Long.MAX_VALUE || since2000 == Long.MIN_VALUE) {
            to.append(since2000 > 0 ? "infinity" : "-infinity");
            return;
        }
        StringBuilder time = new StringBuilder(" ");
        time(Math.floorMod(since2000, MICROS_OF_DAY), time);
        day(
                LocalDate.ofEpochDay(Math.floorDiv(since2000, MICROS_OF_DAY) + EPOCH_DAYS),
                time.append(zone).toString(),
                to);
    }

    /** Years before 1 are counted from 1 BC. */
    private static void day(LocalDate date, String time, StringBuilder to) {
        int year = date.getYear();
        padded(year > 0 ? year : 1 - year, 4, to);
        to.append('-');
        padded(date.getMonthValue(), 2, to);
        to.append('-');
        padded(date.getDayOfMonth(), 2, to);
        to.append(time).append(year > 0 ? "" : " BC");
    }

    static void time(long micros, StringBuilder to) {
        clock(micros / MICROS, to);
        fraction((int) (micros % MICROS), to);
    }

    /** @param secondsWest of Greenwich */
    static void timeWithZone(long micros, int secondsWest, StringBuilder to) {
        time(micros, to);
        int seconds = Math.abs(secondsWest);
        to.append(secondsWest > 0 ? '-' : '+');
        padded(seconds / SECONDS_OF_HOUR, 2, to);
        int rest = seconds % SECONDS_OF_HOUR;
        if (rest != 0) {
            to.append(':');
            padded(rest / SECONDS_OF_MINUTE, 2, to);
        }
        if (rest % SECONDS_OF_MINUTE != 0) {
            to.append(':');
            padded(rest % SECONDS_OF_MINUTE, 2, to);
        }
    }

    static void clock(long seconds, StringBuilder to) {
        padded(seconds / SECONDS_OF_HOUR, 2, to);
        to.append(':');
        padded(seconds % SECONDS_OF_HOUR / SECONDS_OF_MINUTE, 2, to);
        to.append(':');
        padded(seconds % SECONDS_OF_MINUTE, 2, to);
    }

    /** Behind the seconds, without zeros at its end; nothing when it is zero. */
    static void fraction(int micros, StringBuilder to) {
        if (micros == 0) {
            return;
        }
        to.append('.');
        padded(micros, DIGITS, to);
        while (to.charAt(to.length() - 1) == '0') {
            to.setLength(to.length() - 1);
        }
    }

    private static void padded(long number, int width, StringBuilder to) {
        String digits = Long.toString(number);
        to.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
