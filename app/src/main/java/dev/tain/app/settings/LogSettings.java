package dev.tain.app.settings;

import java.util.List;

/** What is written to standard error, and how. */
public record LogSettings(Level level, Format format) {
    private static final Setting<Level> LEVEL = Setting.open(
            "log.level",
            "LEVEL",
            "how much is logged: " + Texts.choices(Level.class),
            "info",
            Texts.choice(Level.class));
    private static final Setting<Format> FORMAT = Setting.open(
            "log.format",
            "FORMAT",
            "text for people, or json: an object on each line",
            "text",
            Texts.choice(Format.class));

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
}
