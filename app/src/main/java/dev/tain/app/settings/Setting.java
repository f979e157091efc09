package dev.tain.app.settings;

import dev.tain.model.Secret;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * One thing that a person can set.
 *
 * @param key its name in {@code tain.yaml}, such as {@code log.level}; flag and variable are named after it
 * @param form what its values look like, for help texts
 * @param purpose one line for help texts
 * @param standard the text that counts when nobody sets it; empty for none
 * @param secret whether its value must not be shown, nor given as a flag, which every user of the machine could see
 * @param parser reads a value; throws {@link IllegalArgumentException} saying what values look like
 */
public record Setting<T>(
        String key, String form, String purpose, String standard, boolean secret, Function<String, T> parser) {
    /** A password inside of an address: a parameter of its own, or after the user's name. */
    private static final Pattern PASSWORD = Pattern.compile("(?i)(?<=password=)[^&]+|(?<=://[^/@]{0,200}:)[^/@]+(?=@)");

    static <T> Setting<T> open(String key, String form, String purpose, String standard, Function<String, T> parser) {
        return new Setting<>(key, form, purpose, standard, false, parser);
    }

    static Setting<String> secret(String key, String purpose) {
        return new Setting<>(key, "TEXT", purpose, "", true, Function.identity());
    }

    /** Such as {@code --log-level}. */
    public String flag() {
        return "--" + key.replace('.', '-');
    }

    /** Such as {@code TAIN_LOG_LEVEL}. */
    public String variable() {
        return "TAIN_" + key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** A value of this setting as it may be shown to anybody. */
    public String shown(String text) {
        return secret && !text.isEmpty()
                ? Secret.REDACTED
                : PASSWORD.matcher(text).replaceAll(Secret.REDACTED);
    }
}
