package dev.tain.postgres.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Properties;
import java.util.function.Consumer;
import javax.net.SocketFactory;

/**
 * Makes the driver's sockets. The driver creates one factory for each connection, by name, and hands it the
 * connection's properties, among them the peer's TLS settings; whoever opens the connection may ask to be told its
 * socket.
 */
public final class WireSocketFactory extends SocketFactory {
    /** Bound around the opening of a connection: takes each socket that is made for it, the last one is in use. */
    static final ScopedValue<Consumer<WireSocket>> OPENED = ScopedValue.newInstance();

    private final TlsSettings tls;

    /** Called by the driver. */
    public WireSocketFactory(Properties properties) throws GeneralSecurityException, IOException {
        this.tls = TlsSettings.in(properties);
    }

    @Override
    public Socket createSocket() {
        WireSocket socket = new WireSocket(tls);
        if (OPENED.isBound()) {
            OPENED.get().accept(socket);
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unconnectedOnly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw unconnectedOnly();
    }

    private static UnsupportedOperationException unconnectedOnly() {
        return new UnsupportedOperationException("the driver connects its sockets by itself");
    }
}
