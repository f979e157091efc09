package dev.tain.app.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where something listens.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 0 for a free one
 */
record HostPort(String host, int port) {
    private static final int MOST_PORT = 65_535;

    /** @throws IllegalArgumentException saying what it looks like */
    static HostPort parse(String text) {
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
            return new HostPort(host, port);
        } catch (NumberFormatException e) {
            throw unfit(e);
        }
    }

    private static IllegalArgumentException unfit(@Nullable Throwable cause) {
        return new IllegalArgumentException("HOST:PORT, such as 127.0.0.1:3000, 0.0.0.0:3000 or [::1]:3000", cause);
    }

    /** Reports a host that others can reach, or that there is not; {@code refusal} and {@code remedy} tell why not. */
    void requireLoopback(Setting<?> setting, SettingsReader reader, String refusal, String remedy) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                reader.fault(setting, "refusing to listen on " + host + " " + refusal, remedy);
            }
        } catch (UnknownHostException e) {
            reader.fault(setting, "there is no host " + host + ".", "Use an address of this machine.");
        }
    }
}
