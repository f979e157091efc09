package dev.tain.app.settings;

/**
 * A value as somebody gave it.
 *
 * @param origin where, as a person would say it: {@code --http}, {@code TAIN_HTTP}, {@code tain.yaml}
 */
public record Given(String text, String origin) {
    static final String STANDARD = "default";

    static Given standard(Setting<?> setting) {
        return new Given(setting.standard(), STANDARD);
    }
}
