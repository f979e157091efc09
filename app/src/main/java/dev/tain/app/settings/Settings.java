package dev.tain.app.settings;

import dev.tain.engine.EngineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All settings of one process, read and checked, and where each came from. */
public record Settings(
        HttpSettings http,
        DataSettings data,
        StoreSettings store,
        EngineSettings engine,
        KafkaSettings kafka,
        LogSettings log,
        List<Row> rows) {
    private static final Path USUAL_FILE = Path.of("tain.yaml");
    private static final String FILE_VARIABLE = "TAIN_CONFIG";

    /** Everything that can be set, in the order of lists and help texts. */
    public static final List<Setting<?>> ALL = Stream.of(
                    HttpSettings.ALL,
                    DataSettings.ALL,
                    StoreSettings.ALL,
                    EngineSettingsReader.ALL,
                    KafkaSettings.ALL,
                    LogSettings.ALL)
            .<Setting<?>>flatMap(List::stream)
            .toList();

    /** One setting as a list shows it; secrets are redacted. */
    public record Row(String key, String shown, String origin) {}

    /**
     * What settings are made of.
     *
     * @param flags values from the command line, by key
     * @param file the settings file; null for none
     */
    public record Inputs(
            Map<String, String> flags,
            Map<String, String> environment,
            @Nullable Path file) {

        /** Flags and nothing else, whatever the environment and the files here say. */
        public static Inputs only(Map<String, String> flags) {
            return new Inputs(flags, Map.of(), null);
        }

        /** With this process's environment, and {@code tain.yaml} where there is one and no other file was named. */
        public static Inputs ofProcess(Map<String, String> flags, @Nullable Path named) {
            Map<String, String> environment = System.getenv();
            String fromEnvironment = environment.getOrDefault(FILE_VARIABLE, "");
            Path usual = fromEnvironment.isBlank() ? USUAL_FILE : Path.of(fromEnvironment);
            boolean none = named == null && fromEnvironment.isBlank() && Files.notExists(USUAL_FILE);
            return new Inputs(flags, environment, none ? null : named == null ? usual : named);
        }
    }

    /**
     * Reads all layers: flags win over the environment, which wins over the file.
     *
     * @throws dev.tain.model.TainException {@code SETTINGS_INVALID}, naming every fault
     */
    public static Settings read(Inputs inputs) {
        Layer file = inputs.file() == null ? Layer.NOTHING : SettingsFile.read(inputs.file(), ALL);
        return read(inputs.flags(), inputs.environment(), file);
    }

    static Settings read(Map<String, String> flags, Map<String, String> environment, Layer file) {
        SettingsReader reader = new SettingsReader();
        reader.layer(Layer.flags(ALL, flags));
        reader.layer(Layer.environment(ALL, environment));
        reader.layer(file);
        DataSettings data = DataSettings.read(reader);
        Settings settings = new Settings(
                HttpSettings.read(reader),
                data,
                StoreSettings.read(reader),
                EngineSettingsReader.read(reader),
                KafkaSettings.read(reader, data),
                LogSettings.read(reader),
                ALL.stream().map(setting -> row(setting, reader.given(setting))).toList());
        reader.throwFaults();
        return settings;
    }

    private static Row row(Setting<?> setting, Given given) {
        return new Row(setting.key(), setting.shown(given.text()), given.origin());
    }
}
