package dev.tain.clickhouse.internal.type;

import dev.tain.clickhouse.internal.pg.PgType;
import dev.tain.clickhouse.internal.pg.PgType.Kind;

/** Conversions into dates, times and both. */
final class TimeConversions {
    /** Digits of the seconds' fraction that the type has without saying so. */
    private static final int USUAL_DIGITS = 3;

    private static final int DIGITS = 6;

    private TimeConversions() {}

    static Conversion find(PgType from, ChType to) {
        return switch (to.name()) {
            case "Date32" -> date(from, to, new TimeEncoders.Day(), "1900 to 2299");
            case "Date" -> date(from, to, new TimeEncoders.ShortDay(), "1970 to 2149");
            case "Time", "Time64" -> clock(from, to);
            default -> moment(from, to);
        };
    }

    private static Conversion date(PgType from, ChType to, ValueEncoder encoder, String years) {
        return from.is(Kind.DATE)
                ? Conversions.lossy(to, encoder, "dates outside of " + years + " become the nearest of these")
                : Conversion.none(to);
    }

    private static Conversion clock(PgType from, ChType to) {
        if (!from.is(Kind.TIME) && !from.is(Kind.TIMETZ)) {
            return Conversion.none(to);
        }
        boolean isWide = to.is("Time64");
        int digits = isWide ? digits(to) : 0;
        return Conversions.lossy(to, new TimeEncoders.Clock(from.kind(), digits, isWide), loss(from, digits, ""));
    }

    private static Conversion moment(PgType from, ChType to) {
        boolean isDateOrTime = switch (from.kind()) {
            case DATE, TIMESTAMP, TIMESTAMPTZ, TIME, TIMETZ -> true;
            default -> false;
        };
        if (!isDateOrTime) {
            return Conversion.none(to);
        }
        return to.is("DateTime64")
                ? Conversions.lossy(
                        to, new TimeEncoders.Ticks(from.kind(), digits(to)), loss(from, digits(to), "1900 to 2299"))
                : Conversions.lossy(to, new TimeEncoders.Seconds(from.kind()), loss(from, 0, "1970 to 2106"));
    }

    private static int digits(ChType to) {
        return to.parts().isEmpty() ? USUAL_DIGITS : to.number(0);
    }

    /** @param years that the type has; empty when it has times of day only */
    private static String loss(PgType from, int digits, String years) {
        StringBuilder loss = new StringBuilder();
        boolean isClock = from.is(Kind.TIME) || from.is(Kind.TIMETZ);
        if (!years.isEmpty() && !isClock) {
            String what = from.is(Kind.DATE) ? "dates" : "times";
            loss.append(what).append(" outside of ").append(years).append(" become the nearest of these");
        }
        if (from.is(Kind.TIMETZ)) {
            loss.append("times are in UTC, their zone is lost");
        }
        if (digits < DIGITS && !from.is(Kind.DATE)) {
            loss.append(loss.isEmpty() ? "" : "; ");
            loss.append(
                    digits == 0 ? "fractions of seconds are lost" : "fractions of seconds keep " + digits + " digits");
        }
        return loss.toString();
    }
}
