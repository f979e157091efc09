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
        String name = peer.option("tls_host").map(String::strip).orElse("");
        requireNoFiles(peer);
        if (!address.tls() || (certificate + key + authorities + name).isBlank()) {
            return PLAIN;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(Pem.keyManagers(certificate, key), Pem.trustManagers(authorities), null);
            return builder()
                    .sslContext(name.isEmpty() ? context : NamedContext.of(context, name))
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new TainException(
                    ErrorCode.CLICKHOUSE_TLS_FAILED,
                    "The certificates of peer " + peer.name() + " cannot be used: " + e.getMessage(),
                    "Give certificate, private_key and root_ca as PEM texts; the key as PKCS#8 without a password.",
                    e);
        }
    }

    /** Files of this machine are not read on the word of whoever may make peers; nor is it passed over in silence. */
    private static void requireNoFiles(Peer peer) {
        if (peer.option("tls_certificate_directory")
                .filter(path -> !path.isBlank())
                .isPresent()) {
            throw new TainException(
                    ErrorCode.PEER_INVALID,
                    "The peer " + peer.name() + " has a tls_certificate_directory, and Tain reads no files for peers.",
                    "Give the texts of its files instead: tls.crt as certificate, tls.key as private_key, ca.crt as"
                            + " root_ca.");
        }
    }

    private static String text(Peer peer, String secret) {
        return peer.secret(secret).map(Secret::reveal).orElse("");
    }
}
