package dev.tain.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** One client's connection through a {@link FaultProxy}: two sockets, and a virtual thread for each direction. */
final class ProxiedConnection {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int PIECE_BYTES = 16 * 1024;

    private final Faults faults;
    private final long generation;
    private final Socket client;
    private final Socket server = new Socket();
    private final Set<Direction> stalled = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);

    ProxiedConnection(Faults faults, Socket client) {
        this.faults = faults;
        this.generation = faults.generation();
        this.client = client;
    }

    /** Carries bytes both ways until both ends are done, or either breaks. */
    void run(InetSocketAddress address) {
        try (client;
                server) {
            server.connect(address, CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread back = Thread.startVirtualThread(() -> carry(server, client, Direction.TO_CLIENT));
            carry(client, server, Direction.TO_SERVER);
            back.join();
        } catch (IOException e) {
            reset(); // the server is not there: its client sees that too
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets nothing more pass in a direction for as long as this connection is open. */
    void stall(Direction direction) {
        stalled.add(direction);
    }

    /** Ends the connection with a TCP reset on both sides. */
    void reset() {
        end.countDown();
        reset(client);
        reset(server);
    }

    private void carry(Socket from, Socket to, Direction direction) {
        byte[] piece = new byte[PIECE_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (stalled.contains(direction)) {
                    end.await();
                }
                OptionalLong admitted = faults.admit(direction, read, generation);
                out.write(piece, 0, (int) admitted.orElse(0));
                if (admitted.isEmpty() || admitted.getAsLong() < read) {
                    reset();
                    return;
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            reset(); // what one side suffers the other one sees
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It was closed already, which is what we want.
        }
    }
}
