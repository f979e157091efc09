package dev.tain.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a settings file: YAML, where {@code log.level} may also be {@code level} below {@code log}. */
final class SettingsFile {
    private final String name;
    private final List<String> known;
    private final Map<String, Given> values = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    private SettingsFile(String name, Collection<Setting<?>> settings) {
        this.name = name;
        this.known = settings.stream().<String>map(Setting::key).toList();
    }

    static Layer read(Path file, Collection<Setting<?>> settings) {
        try {
            return parse(file.toString(), Files.readString(file), settings);
        } catch (IOException e) {
            Fault fault = new Fault(file.toString(), "it cannot be read.", "Check its path and permissions.");
            return new Layer(Map.of(), List.of(fault));
        }
    }

    /** @param name what the file is called where a value's origin is told */
    static Layer parse(String name, String text, Collection<Setting<?>> settings) {
        SettingsFile reading = new SettingsFile(name, settings);
        try {
            reading.collect("", YAMLMapper.shared().readTree(text));
        } catch (JacksonException e) {
            reading.fault(
                    "it is not valid YAML (line " + e.getLocation().getLineNr() + "): "
                            + firstLine(e.getOriginalMessage()) + ".",
                    "Mend that line.");
        }
        return new Layer(reading.values, reading.faults);
    }

    private void collect(String prefix, JsonNode node) {
        if (!node.isObject()) {
            if (!node.isMissingNode() && !node.isNull()) {
                fault(
                        "it holds no settings, but " + describe(node) + ".",
                        "Write lines such as `http: 127.0.0.1:3000`.");
            }
            return;
        }
        node.properties().forEach(property -> {
            String key = prefix + property.getKey().toLowerCase(Locale.ROOT).replace('_', '-');
            JsonNode value = property.getValue();
            if (known.contains(key) && value.isValueNode()) {
                values.put(key, new Given(value.isNull() ? "" : value.asString(), name));
            } else if (known.contains(key)) {
                fault(key + " is " + describe(value) + ".", "Give it one value.");
            } else if (isGroup(key) && (value.isObject() || value.isNull())) {
                collectGroup(key, value);
            } else {
                fault("there is no setting " + key + ".", Nearest.question(key, known));
            }
        });
    }

    private void collectGroup(String key, JsonNode value) {
        if (value.isObject()) {
            collect(key + ".", value);
        }
    }

    private boolean isGroup(String key) {
        return known.stream().anyMatch(each -> each.startsWith(key + "."));
    }

    private void fault(String sentence, String remedy) {
        faults.add(new Fault(name, sentence, remedy));
    }

    private static String describe(JsonNode node) {
        return node.isArray() ? "a list" : node.isObject() ? "a group of settings" : "a single value";
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unreadable");
    }
}
