package dev.tain.app.settings;

import dev.tain.model.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the API is served.
 *
 * @param port 0 for a free one
 * @param password what clients must give; null lets everyone in, which only a loopback address may
 */
public record HttpSettings(String host, int port, @Nullable Secret password) {
    private static final int MOST_PORT = 65_535;

    private static final Setting<Address> HTTP = Setting.open(
            "http", "HOST:PORT", "where the API listens; port 0 takes a free one", "127.0.0.1:3000", Address::parse);
    private static final Setting<String> PASSWORD = Setting.secret("password", "what clients of the API must give");

    static final List<Setting<?>> ALL = List.of(HTTP, PASSWORD);

    private record Address(String host, int port) {
        static Address parse(String text) {
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            } else if (host.isEmpty() || host.contains(":")) {
                throw unfit(null);
            }
            try {
                int port = Integer.parseInt(text.substring(colon + 1).strip());
                if (port < 0 || port > MOST_PORT) {
                    throw unfit(null);
                }
                return new Address(host, port);
            } catch (NumberFormatException e) {
                throw unfit(e);
            }
        }

        private static IllegalArgumentException unfit(@Nullable Throwable cause) {
            return new IllegalArgumentException("HOST:PORT, such as 127.0.0.1:3000, 0.0.0.0:3000 or [::1]:3000", cause);
        }
    }

    static HttpSettings read(SettingsReader reader) {
        Address address = reader.value(HTTP);
        String password = reader.value(PASSWORD);
        if (password.isEmpty()) {
            checkNobodyElseComesIn(address, reader);
        }
        return new HttpSettings(address.host, address.port, password.isEmpty() ? null : new Secret(password));
    }

    private static void checkNobodyElseComesIn(Address address, SettingsReader reader) {
        try {
            if (!InetAddress.getByName(address.host).isLoopbackAddress()) {
                reader.fault(
                        HTTP,
                        "refusing to listen on " + address.host + " without a password: whoever reaches it could read"
                                + " and change every mirror.",
                        "Set the environment variable TAIN_PASSWORD, or listen on 127.0.0.1.");
            }
        } catch (UnknownHostException e) {
            reader.fault(HTTP, "there is no host " + address.host + ".", "Use an address of this machine.");
        }
    }
}
