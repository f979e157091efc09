package dev.tain.server.internal.peerdb;

import dev.tain.model.ErrorCode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as PostgreSQL writes intervals: {@code 15 minutes}, {@code 1 day 02:30:00}. A month has 30 days. */
final class IntervalText {
    private static final int MAX_CHARS = 100;

    /** More would be no time that anybody has kept anything. */
    private static final long MAX_NUMBER = 1_000_000;

    private static final Pattern PART =
            Pattern.compile("\\s*(?:(\\d{1,7})\\s*([a-z]+)|(\\d{1,4}):(\\d{2})(?::(\\d{2}))?)");

    private static final Map<String, Duration> UNITS = Map.ofEntries(
            Map.entry("s", Duration.ofSeconds(1)),
            Map.entry("sec", Duration.ofSeconds(1)),
            Map.entry("second", Duration.ofSeconds(1)),
            Map.entry("m", Duration.ofMinutes(1)),
            Map.entry("min", Duration.ofMinutes(1)),
            Map.entry("minute", Duration.ofMinutes(1)),
            Map.entry("h", Duration.ofHours(1)),
            Map.entry("hr", Duration.ofHours(1)),
            Map.entry("hour", Duration.ofHours(1)),
            Map.entry("d", Duration.ofDays(1)),
            Map.entry("day", Duration.ofDays(1)),
            Map.entry("w", Duration.ofDays(7)),
            Map.entry("week", Duration.ofDays(7)),
            Map.entry("mon", Duration.ofDays(30)),
            Map.entry("month", Duration.ofDays(30)),
            Map.entry("y", Duration.ofDays(365)),
            Map.entry("year", Duration.ofDays(365)));

    private IntervalText() {}

    /** @throws ApiFault {@code REQUEST_INVALID}, naming the field */
    static Duration read(String field, String text) {
        String rest = text.strip().toLowerCase(Locale.ROOT);
        Matcher part = PART.matcher(rest);
        Duration sum = Duration.ZERO;
        int at = 0;
        while (at < rest.length()
                && rest.length() <= MAX_CHARS
                && part.region(at, rest.length()).lookingAt()) {
            sum = sum.plus(part.group(2) == null ? clock(part) : counted(field, text, part));
            at = part.end();
        }
        if (rest.isEmpty() || at < rest.length()) {
            throw invalid(field, text);
        }
        return sum;
    }

    private static Duration counted(String field, String text, Matcher part) {
        String unit = part.group(2);
        Duration each =
                UNITS.get(unit.length() > 1 && unit.endsWith("s") ? unit.substring(0, unit.length() - 1) : unit);
        long count = Long.parseLong(part.group(1));
        if (each == null || count > MAX_NUMBER) {
            throw invalid(field, text);
        }
        return each.multipliedBy(count);
    }

    private static Duration clock(Matcher part) {
        String seconds = part.group(5);
        return Duration.ofHours(Long.parseLong(part.group(3)))
                .plusMinutes(Long.parseLong(part.group(4)))
                .plusSeconds(seconds == null ? 0 : Long.parseLong(seconds));
    }

    private static ApiFault invalid(String field, String text) {
        String shown = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "..." : text;
        return Faults.of(
                ErrorCode.REQUEST_INVALID,
                "invalid " + field + ": `" + shown + "` is not an interval",
                "Write it as 15 minutes, 1 hour or 7 days.");
    }
}
