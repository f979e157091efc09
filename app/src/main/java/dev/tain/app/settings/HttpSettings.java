package dev.tain.app.settings;

import dev.tain.model.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the API is served.
 *
 * @param port 0 for a free one
 * @param password what clients must give; null lets everyone in, which only a loopback address may
 */
public record HttpSettings(String host, int port, @Nullable Secret password) {
    private static final Setting<HostPort> HTTP = Setting.open(
            "http", "HOST:PORT", "where the API listens; port 0 takes a free one", "127.0.0.1:3000", HostPort::parse);
    private static final Setting<String> PASSWORD = Setting.secret("password", "what clients of the API must give");

    static final List<Setting<?>> ALL = List.of(HTTP, PASSWORD);

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
        return new HttpSettings(address.host(), address.port(), password.isEmpty() ? null : new Secret(password));
    }
}
