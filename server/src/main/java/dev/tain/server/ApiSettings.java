package dev.tain.server;

import dev.tain.model.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the API is served.
 *
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param password what clients must give; null, as an empty one, lets everyone in, which only a loopback address may
 * @param version what the version operation answers
 */
public record ApiSettings(String host, int port, @Nullable Secret password, String version, RequestLimits limits) {
    public ApiSettings {
        if (password != null && password.reveal().isEmpty()) {
            password = null;
        }
    }

    /** With the limits that do for everyone. */
    public ApiSettings(String host, int port, @Nullable Secret password, String version) {
        this(host, port, password, version, RequestLimits.STANDARD);
    }

    public static final String DEFAULT_HOST = "127.0.0.1";
    public static final int DEFAULT_PORT = 3000;

    /** Larger requests are refused. Room for a mirror of some ten thousand tables. */
    public static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

    /** How long a stop waits for requests that are at work. */
    public static final Duration STOP_LIMIT = Duration.ofSeconds(5);
}
