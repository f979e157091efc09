package dev.tain.clickhouse.internal.http;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.TainException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where a peer's server is, by the published fields. */
record Address(String host, int port, boolean tls) {
    private static final int HTTP = 8123;
    private static final int HTTPS = 8443;
    private static final int NATIVE = 9000;
    private static final int NATIVE_TLS = 9440;
    private static final int LAST_PORT = 65_535;

    static Address of(Peer peer) {
        String host = peer.option("host").map(String::strip).orElse("");
        if (host.isEmpty()) {
            throw new TainException(
                    ErrorCode.PEER_INVALID, "The peer " + peer.name() + " has no host.", "Give its host.");
        }
        boolean tls = !peer.flag("disable_tls");
        int port = peer.option("port").map(Integer::parseInt).orElse(0);
        if (port < 0 || port > LAST_PORT) {
            throw new TainException(
                    ErrorCode.PEER_INVALID,
                    "The peer " + peer.name() + " has the port " + port + ".",
                    "Give a port between 1 and " + LAST_PORT + ".");
        }
        return new Address(host, port == 0 ? (tls ? HTTPS : HTTP) : port, tls);
    }

    /** The ports to try: the given one, unless it is known to be the native protocol's, and the usual ones. */
    List<Integer> candidates() {
        Set<Integer> ports = new LinkedHashSet<>();
        if (port != NATIVE && port != NATIVE_TLS) {
            ports.add(port);
        }
        ports.add(tls ? HTTPS : HTTP);
        ports.add(port);
        return List.copyOf(ports);
    }

    URI uri(int at) {
        String name = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return URI.create((tls ? "https://" : "http://") + name + ":" + at + "/");
    }
}
