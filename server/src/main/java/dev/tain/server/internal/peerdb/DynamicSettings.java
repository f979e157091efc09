package dev.tain.server.internal.peerdb;

import dev.tain.model.ErrorCode;
import dev.tain.server.internal.json.OmitNull;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The published settings of a whole instance. Most have no effect here, and their descriptions say so. */
final class DynamicSettings {
    static final String MAINTENANCE = "PEERDB_MAINTENANCE_MODE_ENABLED";

    /** These give a new mirror's {@code env} what it does not say. */
    private static final Set<String> OF_NEW_MIRRORS = Set.of("PEERDB_NULLABLE", "PEERDB_CLICKHOUSE_ENABLE_JSON");

    private static final Set<String> TRUE_OR_FALSE = Set.of("true", "false");
    private static final String FILE = "/dev/tain/server/dynamic-settings.txt";
    private static final int FIELDS = 6;

    /** By name, in the published order. */
    static final Map<String, Setting> PUBLISHED = read();

    private DynamicSettings() {}

    enum ValueType {
        UNKNOWN,
        STRING,
        INT,
        UINT,
        BOOL
    }

    enum ApplyMode {
        APPLY_MODE_UNKNOWN,
        APPLY_MODE_IMMEDIATE,
        APPLY_MODE_AFTER_RESUME,
        APPLY_MODE_RESTART,
        APPLY_MODE_NEW_MIRROR
    }

    enum Concerned {
        ALL,
        BIGQUERY,
        SNOWFLAKE,
        CLICKHOUSE,
        QUEUES,
        POSTGRES
    }

    /** @param value what it was set to; null for its default */
    record Setting(
            String name,
            @OmitNull @Nullable String value,
            String defaultValue,
            String description,
            ValueType valueType,
            ApplyMode applyMode,
            Concerned targetForSetting) {

        Setting with(@Nullable String other) {
            return new Setting(name, other, defaultValue, description, valueType, applyMode, targetForSetting);
        }
    }

    private static Map<String, Setting> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DynamicSettings.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8))) {
            Map<String, Setting> settings = new LinkedHashMap<>();
            lines.lines().map(DynamicSettings::setting).forEach(setting -> settings.put(setting.name(), setting));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Setting setting(String line) {
        List<String> fields = List.of(line.split("[|]", FIELDS));
        return new Setting(
                fields.get(0),
                null,
                fields.get(1),
                fields.get(5),
                ValueType.valueOf(fields.get(2)),
                ApplyMode.valueOf("APPLY_MODE_" + fields.get(3)),
                Concerned.valueOf(fields.get(4)));
    }

    /** One that is not published; kept for whoever asks for it. */
    static Setting unknown(String name, String value) {
        return new Setting(
                name,
                value,
                "",
                "Accepted, without effect: no setting of this name is known.",
                ValueType.UNKNOWN,
                ApplyMode.APPLY_MODE_UNKNOWN,
                Concerned.ALL);
    }

    /** Refuses values that a setting with an effect could not have. */
    static void check(String name, String value) {
        boolean effective = name.equals(MAINTENANCE) || OF_NEW_MIRRORS.contains(name);
        if (effective && !TRUE_OR_FALSE.contains(value.strip().toLowerCase(Locale.ROOT))) {
            throw Faults.of(
                    ErrorCode.REQUEST_INVALID,
                    "the value of " + name + " is neither true nor false",
                    "Give true or false, or null for the default.");
        }
    }

    static boolean isTrue(String value) {
        return value.strip().equalsIgnoreCase("true");
    }

    /** Of the changed settings those that are defaults of a new mirror's {@code env}. */
    static Map<String, String> ofNewMirrors(Map<String, String> changed) {
        return changed.entrySet().stream()
                .filter(setting -> OF_NEW_MIRRORS.contains(setting.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, TreeMap::new));
    }
}
