package dev.tain.postgres.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The driver's socket. It agrees on TLS with the server while it connects, so that the driver sees a plain stream, and
 * its input can be waited for (see {@link WireInput}). The driver's own TLS is not used because a stream above it
 * cannot tell whether something has arrived.
 */
final class WireSocket extends Socket {
    private static final int SSL_REQUEST = 80877103;

    private final TlsSettings tls;
    private @Nullable SSLSocket secured;
    private final Silence silence = new Silence();
    private @Nullable WireInput input;
    private @Nullable WireOutput output;
    private boolean closing;

    WireSocket(TlsSettings tls) {
        this.tls = tls;
    }

    @Override
    public void connect(SocketAddress server) throws IOException {
        connect(server, 0);
    }

    @Override
    public void connect(SocketAddress server, int timeoutMillis) throws IOException {
        super.connect(server, timeoutMillis);
        setTcpNoDelay(true);
        if (tls.isAsked()) {
            setSoTimeout(timeoutMillis);
            agreeOnTls(server instanceof InetSocketAddress address ? address.getPort() : 0);
            setSoTimeout(0);
        }
        input = new WireInput(this, secured == null ? super.getInputStream() : secured.getInputStream());
        output = new WireOutput(secured == null ? super.getOutputStream() : secured.getOutputStream(), silence);
    }

    private void agreeOnTls(int port) throws IOException {
        OutputStream out = super.getOutputStream();
        out.write(ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).array());
        out.flush();
        int answer = super.getInputStream().read();
        if (answer == 'S') {
            secured = tls.secure(this, port);
        } else if (tls.isRequired()) {
            throw new SSLException(
                    answer == 'N' ? "the server does not offer TLS" : "the server did not understand the wish for TLS");
        }
    }

    /** What arrives; null before the connection stands. */
    @Nullable
    WireInput input() {
        return input;
    }

    /** Bytes that have arrived but are not decrypted yet, 0 when nothing is encrypted. */
    int encryptedBytes() throws IOException {
        return secured == null ? 0 : super.getInputStream().available();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        WireInput made = input;
        return made == null ? super.getInputStream() : made;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        WireOutput made = output;
        return made == null ? super.getOutputStream() : made;
    }

    /** Since when a read or a write of ours waits for the server. */
    Silence silence() {
        return silence;
    }

    /** Closes without a goodbye, which could wait for the server, under whoever reads or writes. */
    void sever() throws IOException {
        super.close();
    }

    /** Closes TLS first, which in turn closes this socket. */
    @Override
    public void close() throws IOException {
        SSLSocket over;
        synchronized (this) {
            over = closing ? null : secured;
            closing = true;
        }
        try {
            if (over != null) {
                over.close();
            }
        } finally {
            super.close();
        }
    }
}
