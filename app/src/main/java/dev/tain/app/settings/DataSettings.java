package dev.tain.app.settings;

import java.nio.file.Path;
import java.util.List;

/** @param directory where Tain keeps what must survive a restart; made when absent */
public record DataSettings(Path directory) {
    private static final Setting<Path> DATA = Setting.open(
            "data", "DIR", "where Tain keeps what must survive a restart", "./tain-data", DataSettings::parse);

    static final List<Setting<?>> ALL = List.of(DATA);

    static DataSettings read(SettingsReader reader) {
        return new DataSettings(reader.value(DATA));
    }

    private static Path parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a directory");
        }
        return Path.of(text).toAbsolutePath().normalize();
    }
}
