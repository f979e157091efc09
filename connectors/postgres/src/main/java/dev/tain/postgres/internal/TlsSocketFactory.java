package dev.tain.postgres.internal;

import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Endpoint.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.postgresql.PGProperty;

/**
 * TLS for the driver, from certificates in memory. The driver makes one for each connection and hands it the
 * connection's properties, which {@link #describe} has put the peer's TLS settings into. The name in the certificate is
 * checked during the handshake, against {@code tls_host} if there is one; a server addressed by number has its chain
 * checked only.
 */
public final class TlsSocketFactory extends SSLSocketFactory {
    private static final String ROOT_CA = "tain.root_ca";
    private static final String CERTIFICATE = "tain.certificate";
    private static final String PRIVATE_KEY = "tain.private_key";
    private static final String VERIFY = "tain.verify";
    private static final String HOST = "tain.tls_host";

    private final SSLSocketFactory sockets;
    private final boolean verifiesName;
    private final String host;

    /** Called by the driver. */
    public TlsSocketFactory(Properties properties) throws GeneralSecurityException, IOException {
        boolean verifies = Boolean.parseBoolean(properties.getProperty(VERIFY));
        this.sockets = context(properties, verifies).getSocketFactory();
        this.host = properties.getProperty(HOST, "");
        this.verifiesName = verifies && !isAddress(host);
    }

    /** Tells the driver, by its properties, how to use TLS for the peer. */
    static void describe(Peer peer, Endpoint endpoint, Properties to) {
        PGProperty.SSL_MODE.set(
                to,
                switch (endpoint.tls()) {
                    case DISABLE -> "disable";
                    case PREFER -> "prefer";
                    case REQUIRE, REQUIRE_UNVERIFIED -> "require"; // the certificate is our own business
                });
        PGProperty.SSL_FACTORY.set(to, TlsSocketFactory.class.getName());
        to.setProperty(VERIFY, Boolean.toString(endpoint.tls() == TlsMode.REQUIRE));
        to.setProperty(HOST, endpoint.tlsHost());
        peer.secret("root_ca").ifPresent(pem -> to.setProperty(ROOT_CA, pem.reveal()));
        peer.secret("client_tls.certificate").ifPresent(pem -> to.setProperty(CERTIFICATE, pem.reveal()));
        peer.secret("client_tls.private_key").ifPresent(pem -> to.setProperty(PRIVATE_KEY, pem.reveal()));
        check(peer, to);
    }

    /** A broken certificate is the peer's fault and said at once, not at some connection. */
    private static void check(Peer peer, Properties properties) {
        try {
            context(properties, Boolean.parseBoolean(properties.getProperty(VERIFY)));
        } catch (GeneralSecurityException | IOException e) {
            throw new TainException(
                    ErrorCode.PEER_INVALID,
                    "The TLS settings of the peer " + peer.name() + " cannot be used: " + e.getMessage(),
                    "Give root_ca, client_tls.certificate and client_tls.private_key as PEM texts; the key unencrypted, in"
                            + " PKCS#8 form (openssl pkcs8 -topk8 -nocrypt).",
                    e);
        }
    }

    private static SSLContext context(Properties properties, boolean verifies)
            throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                Pem.keyManagers(properties.getProperty(CERTIFICATE, ""), properties.getProperty(PRIVATE_KEY, "")),
                verifies ? Pem.trustManagers(properties.getProperty(ROOT_CA, "")) : Pem.trustEverything(),
                null);
        return context;
    }

    @Override
    public Socket createSocket(Socket plain, String connectedTo, int port, boolean autoClose) throws IOException {
        SSLSocket socket = (SSLSocket) sockets.createSocket(plain, host, port, autoClose);
        if (verifiesName) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        return socket;
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String to, int port) {
        throw onlyLayered();
    }

    @Override
    public Socket createSocket(String to, int port, InetAddress local, int localPort) {
        throw onlyLayered();
    }

    @Override
    public Socket createSocket(InetAddress to, int port) {
        throw onlyLayered();
    }

    @Override
    public Socket createSocket(InetAddress to, int port, InetAddress local, int localPort) {
        throw onlyLayered();
    }

    private static UnsupportedOperationException onlyLayered() {
        return new UnsupportedOperationException("PostgreSQL starts TLS on a connection that is open already");
    }
}
