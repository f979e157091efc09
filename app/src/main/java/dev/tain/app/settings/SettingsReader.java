package dev.tain.app.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands out values by their settings, and collects faults instead of throwing, so that a person sees them all. The
 * layers given first win.
 */
final class SettingsReader {
    private final Map<String, Given> given = new LinkedHashMap<>();
    private final List<Fault> faults = new ArrayList<>();

    void layer(Layer layer) {
        layer.values().forEach(given::putIfAbsent);
        faults.addAll(layer.faults());
    }

    Given given(Setting<?> setting) {
        Given found = given.get(setting.key());
        return found == null ? Given.standard(setting) : found;
    }

    /** The value, or the standard one when the value given is at fault. */
    <T> T value(Setting<T> setting) {
        Given found = given(setting);
        try {
            return setting.parser().apply(found.text());
        } catch (IllegalArgumentException | ArithmeticException e) {
            fault(setting, "'" + setting.shown(found.text()) + "' does not fit.", "Give " + expected(setting, e) + ".");
            return setting.parser().apply(setting.standard());
        }
    }

    void fault(Setting<?> setting, String sentence, String remedy) {
        String origin = given(setting).origin();
        boolean namesIt = origin.equals(setting.flag()) || origin.equals(setting.variable());
        boolean nameless = origin.equals(Given.STANDARD);
        String where = namesIt ? origin : nameless ? setting.key() : origin + ", " + setting.key();
        faults.add(new Fault(where, sentence, remedy));
    }

    void throwFaults() {
        if (!faults.isEmpty()) {
            throw Fault.together(faults);
        }
    }

    private static String expected(Setting<?> setting, RuntimeException e) {
        String message = e instanceof ArithmeticException ? null : e.getMessage();
        return message == null ? setting.form() : message;
    }
}
