package dev.tain.app.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads sizes, times and choices, and writes them the way it reads them. */
final class Texts {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,15}) ?([A-Za-z]*)");

    private Texts() {}

    /** Bytes within limits: {@code 64MiB}, {@code 64M} and {@code 67108864} are the same. */
    static Function<String, Long> bytes(long least, long most) {
        return text -> {
            Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
            long unit = matcher.matches() ? byteUnit(matcher.group(2)) : 0;
            long value = unit == 0 ? -1 : Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
            return within(value, least, most, bytes(least), bytes(most));
        };
    }

    /** A time within limits, in milliseconds: {@code 500ms}, {@code 10s}, {@code 2m}. */
    static Function<String, Long> millis(Duration least, Duration most) {
        return text -> {
            Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
            long unit = matcher.matches() ? millisUnit(matcher.group(2)) : 0;
            long value = unit == 0 ? -1 : Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
            return within(value, least.toMillis(), most.toMillis(), millis(least.toMillis()), millis(most.toMillis()));
        };
    }

    static <E extends Enum<E>> Function<String, E> choice(Class<E> type) {
        return text -> {
            for (E each : type.getEnumConstants()) {
                if (each.name().equalsIgnoreCase(text.strip())) {
                    return each;
                }
            }
            throw new IllegalArgumentException(choices(type));
        };
    }

    static <E extends Enum<E>> String choices(Class<E> type) {
        E[] all = type.getEnumConstants();
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < all.length; i++) {
            list.append(i == 0 ? "" : i < all.length - 1 ? ", " : " or ");
            list.append(all[i].name().toLowerCase(Locale.ROOT));
        }
        return list.toString();
    }

    static String bytes(long value) {
        return value % (1L << 20) == 0 ? (value >> 20) + "MiB" : Long.toString(value);
    }

    static String millis(long value) {
        return value % 1000 == 0 ? value / 1000 + "s" : value + "ms";
    }

    private static long within(long value, long least, long most, String leastText, String mostText) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("between " + leastText + " and " + mostText);
        }
        return value;
    }

    private static long byteUnit(String unit) {
        return switch (unit.toUpperCase(Locale.ROOT)) {
            case "", "B" -> 1;
            case "K", "KB", "KIB" -> 1L << 10;
            case "M", "MB", "MIB" -> 1L << 20;
            case "G", "GB", "GIB" -> 1L << 30;
            default -> 0;
        };
    }

    private static long millisUnit(String unit) {
        return switch (unit.toLowerCase(Locale.ROOT)) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m", "min" -> 60_000;
            case "h" -> 3_600_000;
            default -> 0;
        };
    }
}
