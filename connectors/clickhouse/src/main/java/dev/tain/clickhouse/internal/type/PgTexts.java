package dev.tain.clickhouse.internal.type;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Values in a text that PostgreSQL reads back to the same value, dates and bytes included. */
public final class PgTexts {
    private static final int EPOCH_DAYS = 10_957;
    private static final long EPOCH_SECONDS = EPOCH_DAYS * 86_400L;
    private static final long MICROS = 1_000_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

    private PgTexts() {}

    public static String of(PgType type, byte[] in, int at, int length) {
        return switch (type.kind()) {
            case TEXT, JSON -> new String(in, at, length, StandardCharsets.UTF_8);
            case JSONB -> new String(in, at + 1, length - 1, StandardCharsets.UTF_8);
            case BYTEA -> "\\x" + HexFormat.of().formatHex(in, at, at + length);
            case DATE -> date(In.i32(in, at));
            case TIMESTAMP -> timestamp(In.i64(in, at));
            case TIME -> time(In.i64(in, at));
            case TIMETZ -> time(In.i64(in, at)) + ZoneOffset.ofTotalSeconds(-In.i32(in, at + 8));
            case ARRAY, HSTORE, UNKNOWN, POINT ->
                throw new IllegalArgumentException("a key of type " + type.kind() + " cannot be looked up");
            default -> TextForms.of(type, in, at, length);
        };
    }

    private static String date(int since2000) {
        return switch (since2000) {
            case Integer.MAX_VALUE -> "infinity";
            case Integer.MIN_VALUE -> "-infinity";
            default -> day(LocalDate.ofEpochDay((long) since2000 + EPOCH_DAYS));
        };
    }

    /** Years before 1 are counted from 1 BC. */
    private static String day(LocalDate date) {
        int year = date.getYear() > 0 ? date.getYear() : 1 - date.getYear();
        String text = String.format("%04d-%02d-%02d", year, date.getMonthValue(), date.getDayOfMonth());
        return date.getYear() > 0 ? text : text + " BC";
    }

    /** With the zone UTC, which a type without zone passes over. */
    private static String timestamp(long since2000) {
        if (since2000 == Long.MAX_VALUE) {
            return "infinity";
        }
        if (since2000 == Long.MIN_VALUE) {
            return "-infinity";
        }
        LocalDateTime at = LocalDateTime.ofEpochSecond(
                Math.floorDiv(since2000, MICROS) + EPOCH_SECONDS,
                (int) Math.floorMod(since2000, MICROS) * 1_000,
                ZoneOffset.UTC);
        String day = day(at.toLocalDate());
        String time = " " + TIME.format(at) + "+00";
        return day.endsWith(" BC") ? day.replace(" BC", time + " BC") : day + time;
    }

    private static String time(long micros) {
        return micros == 86_400 * MICROS ? "24:00:00" : TIME.format(LocalTime.ofNanoOfDay(micros * 1_000));
    }
}
