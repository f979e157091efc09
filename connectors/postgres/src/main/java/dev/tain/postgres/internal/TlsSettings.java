package dev.tain.postgres.internal;

import dev.tain.model.Peer;
import dev.tain.postgres.internal.Endpoint.TlsMode;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * How a connection uses TLS, with certificates from memory. The name in the server's certificate is checked during the
 * handshake, against {@code tls_host} if there is one; of a server addressed by number only the chain is checked.
 */
final class TlsSettings {
    private static final String MODE = "tain.tls_mode";
    private static final String HOST = "tain.tls_host";
    private static final String ROOT_CA = "tain.root_ca";
    private static final String CERTIFICATE = "tain.certificate";
    private static final String PRIVATE_KEY = "tain.private_key";

    private final TlsMode mode;
    private final String host;
    private final SSLContext context;

    private TlsSettings(TlsMode mode, String host, SSLContext context) {
        this.mode = mode;
        this.host = host;
        this.context = context;
    }

    /** Writes a peer's settings into the properties that the driver carries to its sockets. */
    static void put(Peer peer, Endpoint endpoint, Properties to) {
        to.setProperty(MODE, endpoint.tls().name());
        to.setProperty(HOST, endpoint.tlsHost());
        peer.secret("root_ca").ifPresent(pem -> to.setProperty(ROOT_CA, pem.reveal()));
        peer.secret("client_tls.certificate").ifPresent(pem -> to.setProperty(CERTIFICATE, pem.reveal()));
        peer.secret("client_tls.private_key").ifPresent(pem -> to.setProperty(PRIVATE_KEY, pem.reveal()));
    }

    /** The properties without TLS. */
    static Properties withoutTls(Properties properties) {
        Properties plain = new Properties();
        plain.putAll(properties);
        plain.setProperty(MODE, TlsMode.DISABLE.name());
        return plain;
    }

    static TlsSettings in(Properties properties) throws GeneralSecurityException, IOException {
        TlsMode mode = TlsMode.valueOf(properties.getProperty(MODE, TlsMode.DISABLE.name()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                Pem.keyManagers(properties.getProperty(CERTIFICATE, ""), properties.getProperty(PRIVATE_KEY, "")),
                mode == TlsMode.REQUIRE
                        ? Pem.trustManagers(properties.getProperty(ROOT_CA, ""))
                        : Pem.trustEverything(),
                null);
        return new TlsSettings(mode, properties.getProperty(HOST, ""), context);
    }

    boolean isAsked() {
        return mode != TlsMode.DISABLE;
    }

    boolean isRequired() {
        return mode == TlsMode.REQUIRE || mode == TlsMode.REQUIRE_UNVERIFIED;
    }

    /** Shakes hands over a connected socket. */
    SSLSocket secure(Socket plain, int port) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
        if (mode == TlsMode.REQUIRE && !isAddress(host)) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.setUseClientMode(true);
        secured.startHandshake();
        return secured;
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }
}
