package dev.tain.server;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.server.internal.http.Access;
import dev.tain.server.internal.http.Front;
import dev.tain.server.internal.http.Gate;
import dev.tain.server.internal.http.InFlight;
import dev.tain.server.internal.http.JavalinBinding;
import dev.tain.server.internal.kafka.KafkaApi;
import dev.tain.server.internal.page.WebPage;
import dev.tain.server.internal.peerdb.PeerDbApi;
import dev.tain.server.internal.peerdb.Services;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server. It answers from the moment that it is started until it is closed. */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private final String host;
    private final InFlight inFlight;
    private final JavalinBinding binding;

    private ApiServer(String host, InFlight inFlight, JavalinBinding binding) {
        this.host = host;
        this.inFlight = inFlight;
        this.binding = binding;
    }

    /**
     * Listens and serves. The services stay the caller's.
     *
     * @throws TainException {@code SETTINGS_INVALID} when the address cannot be used, or when it can be reached from
     *     elsewhere and there is no password
     */
    public static ApiServer start(ApiSettings settings, ApiServices services) {
        refuseOpenDoor(settings);
        InFlight inFlight = new InFlight();
        Front front = new Front(
                new Access(settings.password()),
                List.of(PeerDbApi.family(known(services), settings.version()), KafkaApi.family(services.links())),
                inFlight,
                new Gate(settings.limits().perSecond(), settings.limits().atOnce()),
                WebPage.load());
        try {
            return new ApiServer(
                    settings.host(),
                    inFlight,
                    JavalinBinding.open(settings.host(), settings.port(), ApiSettings.MAX_BODY_BYTES, front));
        } catch (RuntimeException e) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "Cannot listen on " + settings.host() + ":" + settings.port() + ": " + e.getMessage(),
                    "Stop what uses the address, or choose another one.",
                    e);
        }
    }

    private static Services known(ApiServices services) {
        return new Services(
                services.mirrors(),
                services.peers(),
                services.verifications(),
                services.observations(),
                services.histories(),
                services.administration());
    }

    private static void refuseOpenDoor(ApiSettings settings) {
        if (settings.password() == null && !isLoopback(settings.host())) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "Refusing to listen on " + settings.host() + " without a password: anyone who reaches it could"
                            + " read and change every mirror.",
                    "Set the environment variable TAIN_PASSWORD, or listen on " + ApiSettings.DEFAULT_HOST + ".");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "Cannot listen on " + host + ": there is no such host.",
                    "Use an address of this machine, such as " + ApiSettings.DEFAULT_HOST + ".",
                    e);
        }
    }

    public int port() {
        return binding.port();
    }

    /** Where it is reached, without a slash at the end. */
    public URI address() {
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    /** Lets requests that are at work finish, within {@link ApiSettings#STOP_LIMIT}. */
    @Override
    public void close() {
        try {
            if (!inFlight.stop(ApiSettings.STOP_LIMIT)) {
                LOG.warn("Some requests were still at work after {} s.", ApiSettings.STOP_LIMIT.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        binding.close();
    }
}
