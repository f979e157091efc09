package dev.tain.app.cli;

import dev.tain.app.settings.Setting;
import dev.tain.app.settings.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Every setting as a flag, except secrets. */
final class SettingsOptions {
    private static final String CONFIG = "--config";

    private SettingsOptions() {}

    static void add(CommandSpec spec) {
        spec.addOption(OptionSpec.builder(CONFIG)
                .paramLabel("FILE")
                .type(Path.class)
                .description("a settings file; tain.yaml where there is one")
                .build());
        for (Setting<?> setting : Settings.ALL) {
            if (!setting.secret()) {
                spec.addOption(OptionSpec.builder(setting.flag())
                        .paramLabel(setting.form())
                        .type(String.class)
                        .description(setting.purpose() + standard(setting))
                        .build());
            }
        }
        spec.usageMessage().footer("""
                %nEvery flag is also an environment variable (--log-level: TAIN_LOG_LEVEL) and a line of the
                settings file (log.level: debug). Secrets are only these: TAIN_PASSWORD, TAIN_CATALOG_PASSWORD,
                TAIN_CATALOG_KEY. A flag wins over the environment, which wins over the file.%n""");
    }

    static Settings read(ParseResult given) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (Setting<?> setting : Settings.ALL) {
            if (!setting.secret() && given.hasMatchedOption(setting.flag())) {
                flags.put(setting.key(), given.matchedOptionValue(setting.flag(), ""));
            }
        }
        Path file = given.hasMatchedOption(CONFIG) ? given.matchedOptionValue(CONFIG, Path.of("")) : null;
        return Settings.read(Settings.Inputs.ofProcess(flags, file));
    }

    private static String standard(Setting<?> setting) {
        return setting.standard().isEmpty() ? "" : " (" + setting.standard() + ")";
    }
}
