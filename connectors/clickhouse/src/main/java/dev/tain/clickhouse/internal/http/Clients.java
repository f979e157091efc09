package dev.tain.clickhouse.internal.http;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** HTTP clients: one for all peers that need no certificates of their own. */
final class Clients {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final HttpClient PLAIN = builder().build();

    private Clients() {}

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .connectTimeout(CONNECT_LIMIT);
    }

    static HttpClient of(Peer peer, Address address) {
        String certificate = text(peer, "certificate");
        String key = text(peer, "private_key");
        String authorities = text(peer, "root_ca");
        requireKnownNames(peer, address);
        if (!address.tls() || (certificate + key + authorities).isBlank()) {
            return PLAIN;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(Pem.keyManagers(certificate, key), Pem.trustManagers(authorities), null);
            return builder().sslContext(context).build();
        } catch (GeneralSecurityException | IOException e) {
            throw new TainException(
                    ErrorCode.CLICKHOUSE_TLS_FAILED,
                    "The certificates of peer " + peer.name() + " cannot be used: " + e.getMessage(),
                    "Give certificate, private_key and root_ca as PEM texts; the key as PKCS#8 without a password.",
                    e);
        }
    }

    /** What would be passed over in silence otherwise. */
    private static void requireKnownNames(Peer peer, Address address) {
        String name = peer.option("tls_host").orElse("");
        if (address.tls() && !name.isBlank() && !name.equals(address.host())) {
            throw new TainException(
                    ErrorCode.PEER_INVALID,
                    "The peer " + peer.name() + " has a tls_host that is not its host, which Tain cannot check yet.",
                    "Use as host the name that is in the server's certificate.");
        }
    }

    private static String text(Peer peer, String secret) {
        return peer.secret(secret).map(Secret::reveal).orElse("");
    }
}
