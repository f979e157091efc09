package dev.tain.postgres.internal;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a peer's server is and how it is spoken to, read from the peer's options.
 *
 * @param tlsHost the name that the server's certificate must have and that is asked for; the host when not given
 */
record Endpoint(String host, int port, String user, Secret password, String database, TlsMode tls, String tlsHost) {
    private static final int DEFAULT_PORT = 5432;
    private static final Set<String> PASSWORD_AUTHENTICATION = Set.of("POSTGRES_PASSWORD", "0", "");

    /** How far TLS is used. */
    enum TlsMode {
        DISABLE,
        /** TLS when the server has it, without looking at its certificate; otherwise plain. */
        PREFER,
        /** TLS with the server's certificate checked, or no connection. */
        REQUIRE,
        /** TLS with any certificate, or no connection. */
        REQUIRE_UNVERIFIED
    }

    static Endpoint of(Peer peer) {
        refuseUnsupported(peer);
        String host = cleanHost(required(peer, "host"));
        return new Endpoint(
                host,
                port(peer),
                required(peer, "user"),
                peer.secret("password").orElse(new Secret("")),
                required(peer, "database"),
                tlsMode(peer),
                peer.option("tls_host").filter(name -> !name.isBlank()).orElse(host));
    }

    /** Strict when any TLS setting asks for it, as the published API has it; otherwise what the server offers. */
    private static TlsMode tlsMode(Peer peer) {
        if (peer.flag("disable_tls")) {
            if (peer.flag("require_tls")) {
                throw invalid(peer, "require_tls and disable_tls are both set", "Set one of them to false.");
            }
            return TlsMode.DISABLE;
        }
        boolean strict = peer.flag("require_tls")
                || peer.option("disable_tls").isPresent()
                || peer.secret("root_ca").isPresent()
                || peer.secret("client_tls.certificate").isPresent();
        if (!strict) {
            return TlsMode.PREFER;
        }
        return peer.flag("skip_cert_verification") ? TlsMode.REQUIRE_UNVERIFIED : TlsMode.REQUIRE;
    }

    private static void refuseUnsupported(Peer peer) {
        Stream.concat(peer.options().keySet().stream(), peer.secrets().keySet().stream())
                .filter(key -> key.startsWith("ssh_config") || key.startsWith("aws_auth"))
                .findAny()
                .ifPresent(key -> {
                    throw key.startsWith("ssh_config")
                            ? unsupported(peer, "an SSH tunnel", "Open the tunnel outside and use its local end.")
                            : unsupported(peer, "AWS authentication", "Use a user with a password.");
                });
        String authentication = peer.option("auth_type").orElse("");
        if (!PASSWORD_AUTHENTICATION.contains(authentication)) {
            throw unsupported(peer, "auth_type " + authentication, "Use POSTGRES_PASSWORD with a user and password.");
        }
    }

    private static String required(Peer peer, String key) {
        return peer.option(key)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> invalid(peer, "it has no " + key, "Set " + key + " in postgres_config."));
    }

    private static int port(Peer peer) {
        String text = peer.option("port").orElse("0").strip();
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65535) {
                return port == 0 ? DEFAULT_PORT : port;
            }
        } catch (NumberFormatException e) {
            throw invalid(peer, "its port '" + text + "' is not a number", "Set port to a number from 1 to 65535.");
        }
        throw invalid(peer, "its port " + text + " is out of range", "Set port to a number from 1 to 65535.");
    }

    /** People paste addresses with a path behind or with the brackets of IPv6. */
    private static String cleanHost(String host) {
        int end = host.length();
        for (char stop : new char[] {'/', '?', '#'}) {
            int at = host.indexOf(stop);
            end = at > 0 ? Math.min(end, at) : end;
        }
        String cut = host.substring(0, end);
        return cut.startsWith("[") && cut.endsWith("]") ? cut.substring(1, cut.length() - 1) : cut;
    }

    private static TainException invalid(Peer peer, String why, String remedy) {
        return new TainException(
                ErrorCode.PEER_INVALID, "The peer " + peer.name() + " cannot be used: " + why + ".", remedy);
    }

    private static TainException unsupported(Peer peer, String what, String remedy) {
        return new TainException(
                ErrorCode.REQUEST_UNSUPPORTED,
                "The peer " + peer.name() + " asks for " + what + ", which Tain does not offer for PostgreSQL yet.",
                remedy);
    }
}
