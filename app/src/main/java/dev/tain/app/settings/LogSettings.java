package dev.tain.app.settings;

import java.util.List;
import java.util.function.Function;

/** What is written to standard error, and how. */
public record LogSettings(Level level, Format format) {
    private static final Setting<Level> LEVEL =
            choice("log.level", Level.class, "how much is logged to standard error", "info");
    private static final Setting<Format> FORMAT =
            choice("log.format", Format.class, "lines for people, or a JSON object on each line", "text");

    static final List<Setting<?>> ALL = List.of(LEVEL, FORMAT);

    /** From the least to the most that is said. */
    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE
    }

    /** For people, or one JSON object on each line. */
    public enum Format {
        TEXT,
        JSON
    }

    static LogSettings read(SettingsReader reader) {
        return new LogSettings(reader.value(LEVEL), reader.value(FORMAT));
    }

    private static <E extends Enum<E>> Setting<E> choice(String key, Class<E> type, String purpose, String standard) {
        Function<String, E> parser = Texts.choice(type);
        return Setting.open(key, Texts.choices(type), purpose, standard, parser);
    }
}
