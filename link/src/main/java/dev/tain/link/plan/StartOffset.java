package dev.tain.link.plan;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;

/** From where on new mirrors have their source's records. */
public sealed interface StartOffset {
    String FORM = "earliest, latest, or a time such as 2026-11-21T10:00:00Z, in UTC where it does not say";

    /** From the first record that the source has. */
    record Earliest() implements StartOffset {}

    /** From the end that the source has when the mirror is made. */
    record Latest() implements StartOffset {}

    /**
     * From the first record of this time or later; from the end where there is none.
     *
     * @param millis of the epoch
     */
    record Since(long millis) implements StartOffset {}

    /** What a link's configs say. */
    static StartOffset of(Map<String, String> configs) {
        return parse(LinkConfigs.value(configs, LinkConfigs.START_OFFSET));
    }

    /** @throws IllegalArgumentException when it is none of the forms */
    static StartOffset parse(String text) {
        return switch (text) {
            case "earliest" -> new Earliest();
            case "latest" -> new Latest();
            default -> new Since(instant(text).toEpochMilli());
        };
    }

    private static Instant instant(String text) {
        try {
            boolean hasZone = text.matches(".*T.*([Zz]|[+-]\\d{2}(:?\\d{2})?)");
            return hasZone
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("the value is none of: " + FORM, e);
        }
    }
}
