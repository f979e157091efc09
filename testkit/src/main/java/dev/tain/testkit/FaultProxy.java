package dev.tain.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TCP proxy on the loopback address that does to its connections what networks do: delays, stalls, cuts and refuses.
 *
 * <p>The listening side is guarded by the object's lock; the faults have a lock of their own and can change at any
 * time.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final InetSocketAddress address;
    private final int port;
    private final Faults faults = new Faults();
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong accepted = new AtomicLong();
    private Listener listener;

    private FaultProxy(InetSocketAddress address, ServerSocket socket) {
        this.address = address;
        this.port = socket.getLocalPort();
        this.listener = accept(socket);
    }

    /** Listens on a free port and passes everything on to the given port of this machine. */
    public static FaultProxy open(int serverPort) {
        return new FaultProxy(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort), listen(0));
    }

    public int port() {
        return port;
    }

    /** How many connections were accepted so far. */
    public long accepted() {
        return accepted.get();
    }

    /** How many bytes passed so far. */
    public long passed(Direction direction) {
        return faults.passed(direction);
    }

    /** Delays every piece, in both directions. */
    public void latency(Duration each) {
        faults.latency(each);
    }

    /** Lets nothing pass in either direction, while connections stay open. */
    public void stall() {
        faults.stall(EnumSet.allOf(Direction.class));
    }

    public void stall(Direction direction) {
        faults.stall(EnumSet.of(direction));
    }

    /** Lets nothing more pass through the connections that are open now; later ones work. */
    public void stallOpen(Direction direction) {
        connections.forEach(connection -> connection.stall(direction));
    }

    /** Ends every stall but those of single connections. */
    public void resume() {
        faults.resume();
    }

    /**
     * Lets that many more bytes pass, over all connections, then resets the connection that carried the last of them.
     */
    public void cutAfter(Direction direction, long bytes) {
        faults.cutAfter(direction, bytes);
    }

    /** Resets every open connection; new ones are still accepted. */
    public void resetAll() {
        faults.endWaits();
        List.copyOf(connections).forEach(ProxiedConnection::reset);
    }

    /** Refuses new connections and resets the open ones, until {@link #up}. */
    public synchronized void down() {
        listener.close();
        resetAll();
    }

    /** Accepts connections again, on the same port. */
    public synchronized void up() {
        if (listener.socket().isClosed()) {
            listener = accept(listen(port));
        }
    }

    @Override
    public void close() {
        down();
    }

    private Listener accept(ServerSocket socket) {
        return new Listener(
                socket, Thread.ofVirtual().name("fault-proxy-" + port).start(() -> acceptAll(socket)));
    }

    private void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                ProxiedConnection connection = new ProxiedConnection(faults, client);
                connections.add(connection);
                accepted.incrementAndGet();
                Thread.startVirtualThread(() -> {
                    connection.run(address);
                    connections.remove(connection);
                });
            } catch (IOException e) {
                return; // closed by down()
            }
        }
    }

    private static ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The listening socket and the thread that accepts on it. */
    private record Listener(ServerSocket socket, Thread acceptor) implements AutoCloseable {
        @Override
        public void close() {
            try {
                socket.close();
                acceptor.join(); // closing alone does not stop an accept that is under way
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
