package dev.tain.link.internal.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.server.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A free port that is bound before anybody is told its number, and handed to the listener that was to have it. */
final class ReservedPort implements ServerSocketFactory, AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 50;

    private final AtomicReference<@Nullable ServerSocketChannel> waiting;
    private final int port;

    private ReservedPort(ServerSocketChannel channel, int port) {
        this.waiting = new AtomicReference<>(channel);
        this.port = port;
    }

    static ReservedPort take() {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            channel.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), BACKLOG);
            return new ReservedPort(channel, channel.socket().getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    @Override
    public ServerSocketChannel openServerSocket(
            String listenerName, InetSocketAddress address, int backlog, int receiveBufferBytes) throws IOException {
        if (address.getPort() == port) {
            ServerSocketChannel ours = waiting.getAndSet(null);
            if (ours != null) {
                return (ServerSocketChannel) ours.configureBlocking(false);
            }
        }
        return ServerSocketFactory.INSTANCE.openServerSocket(listenerName, address, backlog, receiveBufferBytes);
    }

    @Override
    public void close() {
        ServerSocketChannel left = waiting.getAndSet(null);
        if (left != null) {
            try {
                left.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
