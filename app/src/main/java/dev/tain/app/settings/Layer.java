package dev.tain.app.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Values from one place, by the settings' keys, and what is wrong there. */
record Layer(Map<String, Given> values, List<Fault> faults) {
    static final Layer NOTHING = new Layer(Map.of(), List.of());

    private static final String PREFIX = "TAIN_";

    /** Variables with our prefix that are not settings: the start script's, and the one that names the file. */
    private static final List<String> NOT_SETTINGS =
            List.of("TAIN_CONFIG", "TAIN_JAVA_OPTS", "TAIN_AOT", "TAIN_REBUILD", "TAIN_HOME");

    /** What Kubernetes puts into every container of a namespace that has a service called tain. */
    private static final Pattern OF_KUBERNETES = Pattern.compile("TAIN_(SERVICE_.*|PORT(_.*)?)");

    Layer {
        values = Map.copyOf(values);
        faults = List.copyOf(faults);
    }

    /** Values by their keys, as given on the command line, which has already refused unknown ones. */
    static Layer flags(Collection<Setting<?>> settings, Map<String, String> flags) {
        Map<String, Given> values = new LinkedHashMap<>();
        for (Setting<?> setting : settings) {
            String text = flags.get(setting.key());
            if (text != null) {
                values.put(setting.key(), new Given(text, setting.flag()));
            }
        }
        return new Layer(values, List.of());
    }

    static Layer environment(Collection<Setting<?>> settings, Map<String, String> environment) {
        Map<String, String> keys = new LinkedHashMap<>();
        settings.forEach(setting -> keys.put(setting.variable(), setting.key()));
        Map<String, Given> values = new LinkedHashMap<>();
        List<Fault> faults = new ArrayList<>();
        environment.forEach((name, text) -> {
            String key = keys.get(name);
            if (key != null) {
                values.put(key, new Given(text, name));
            } else if (isUnknown(name)) {
                faults.add(new Fault(name, "there is no such setting.", Nearest.question(name, keys.keySet())));
            }
        });
        return new Layer(values, faults);
    }

    private static boolean isUnknown(String name) {
        return name.startsWith(PREFIX)
                && !NOT_SETTINGS.contains(name)
                && !OF_KUBERNETES.matcher(name).matches();
    }
}
