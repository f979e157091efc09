package dev.tain.app.settings;

import dev.tain.model.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the API is served.
 *
 * @param port 0 for a free one
 * @param password what clients must give; null lets everyone in, which only a loopback address may
 * @param requestsPerSecond how many one client may send over a long time; 0 for any number
 * @param requestsAtOnce how many of one client may be at work at the same time; 0 for any number
 */
public record HttpSettings(
        String host, int port, @Nullable Secret password, int requestsPerSecond, int requestsAtOnce) {
    private static final int MOST = 1_000_000;

    private static final Setting<HostPort> HTTP = Setting.open(
            "http", "HOST:PORT", "where the API listens; port 0 takes a free one", "127.0.0.1:3000", HostPort::parse);
    private static final Setting<String> PASSWORD = Setting.secret("password", "what clients of the API must give");

    private static final Setting<Integer> PER_SECOND = limit(
            "http.requests-per-second", "how many requests one client may send each second, 0 for any number", "200");
    private static final Setting<Integer> AT_ONCE = limit(
            "http.requests-at-once", "how many requests of one client are served at a time, 0 for any number", "128");

    static final List<Setting<?>> ALL = List.of(HTTP, PASSWORD, PER_SECOND, AT_ONCE);

    private static Setting<Integer> limit(String key, String purpose, String standard) {
        return Setting.open(key, "NUMBER", purpose, standard, HttpSettings::number);
    }

    private static int number(String text) {
        String given = text.strip();
        if (!given.matches("\\d{1,7}") || Integer.parseInt(given) > MOST) {
            throw new IllegalArgumentException("a number from 0 to " + MOST);
        }
        return Integer.parseInt(given);
    }

    static HttpSettings read(SettingsReader reader) {
        HostPort address = reader.value(HTTP);
        String password = reader.value(PASSWORD);
        if (password.isEmpty()) {
            address.requireLoopback(
                    HTTP,
                    reader,
                    "without a password: whoever reaches it could read and change every mirror.",
                    "Set the environment variable TAIN_PASSWORD, or listen on 127.0.0.1.");
        }
        return new HttpSettings(
                address.host(),
                address.port(),
                password.isEmpty() ? null : new Secret(password),
                reader.value(PER_SECOND),
                reader.value(AT_ONCE));
    }
}
