package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.In;

/**
 * Dates and times. What ClickHouse has no date for becomes the nearest that it has, infinity the last one and minus
 * infinity the first: 1900-01-01 to 2299-12-31. So order is kept, and snapshot and stream agree.
 */
final class Times {
    /** Between 1970 and 2000, where PostgreSQL counts from. */
    private static final int EPOCH_DAYS = 10_957;

    private static final long EPOCH_SECONDS = EPOCH_DAYS * 86_400L;
    private static final long MICROS = 1_000_000;
    static final long MICROS_OF_DAY = 86_400 * MICROS;
    private static final int FIRST_DAY = -25_567;
    private static final int LAST_DAY = 120_529;
    private static final long FIRST_MICRO = FIRST_DAY * 86_400L * MICROS;
    private static final long LAST_MICRO = (LAST_DAY + 1) * 86_400L * MICROS - 1;
    private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
    /** The last second that 32 bits without sign hold. */
    private static final long LAST_OF_32 = 0xFFFF_FFFFL;

    private Times() {}

    /** Days since 1970 of a {@code date}. */
    static int day(byte[] in, int at) {
        long day = (long) In.i32(in, at) + EPOCH_DAYS;
        return Math.clamp(day, FIRST_DAY, LAST_DAY);
    }

    /** Days since 1970 as the 16 bits of the shorter date type hold them. */
    static int shortDay(byte[] in, int at) {
        return Math.clamp(day(in, at), 0, 0xFFFF);
    }

    /** Microseconds since 1970 of a {@code timestamp}. */
    static long micros(byte[] in, int at) {
        long since2000 = In.i64(in, at);
        if (since2000 >= LAST_MICRO - EPOCH_SECONDS * MICROS) {
            return LAST_MICRO;
        }
        return Math.max(FIRST_MICRO, since2000 + EPOCH_SECONDS * MICROS);
    }

    /** Microseconds since midnight in UTC of a {@code time with time zone}; may be of the day before or after. */
    static long utcTime(byte[] in, int at) {
        return In.i64(in, at) + In.i32(in, at + 8) * MICROS;
    }

    /** Microseconds in units of a 64-bit date-time with so many digits, rounded down. */
    static long ticks(long micros, int digits) {
        if (digits <= 6) {
            return Math.floorDiv(micros, POWERS[6 - digits]);
        }
        long factor = POWERS[digits - 6];
        long limit = Long.MAX_VALUE / factor;
        return Math.clamp(micros, -limit, limit) * factor;
    }

    /** Seconds since 1970 as the 32 bits of the shorter date-time hold them. */
    static int seconds(long micros) {
        return (int) Math.clamp(Math.floorDiv(micros, MICROS), 0L, LAST_OF_32);
    }
}
