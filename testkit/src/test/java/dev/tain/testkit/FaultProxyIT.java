package dev.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyIT {
    private static final int READ_MILLIS = 500;

    private ServerSocket echo;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(() -> echoForever(echo));
        proxy = FaultProxy.open(echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void carriesBytesBothWays() throws IOException {
        assertThat(roundTrip(100_000)).isEqualTo(100_000);
        assertThat(proxy.passed(Direction.TO_SERVER)).isEqualTo(100_000);
        assertThat(proxy.passed(Direction.TO_CLIENT)).isEqualTo(100_000);
        assertThat(proxy.accepted()).isEqualTo(1);
    }

    @Test
    void delays() throws IOException {
        proxy.latency(Duration.ofMillis(50));
        long start = System.nanoTime();
        roundTrip(10);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void stallsAndResumes() throws IOException {
        try (Socket client = connect()) {
            proxy.stall(Direction.TO_CLIENT);
            client.getOutputStream().write(1);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(proxy.passed(Direction.TO_SERVER)).isEqualTo(1);
            proxy.resume();
            assertThat(client.getInputStream().read()).isEqualTo(1);
        }
    }

    @Test
    void cutsAfterABudgetOnce() throws IOException {
        proxy.cutAfter(Direction.TO_CLIENT, 500);
        assertThatThrownBy(() -> roundTrip(1_000)).isInstanceOfAny(SocketException.class, EOFException.class);
        assertThat(proxy.passed(Direction.TO_CLIENT)).isEqualTo(500);
        assertThat(roundTrip(1_000)).isEqualTo(1_000);
    }

    @Test
    void resetsOpenConnectionsEvenWhenStalled() throws IOException {
        try (Socket client = connect()) {
            Await.untilEqual("the number of accepted connections", 1L, proxy::accepted);
            proxy.stall();
            client.getOutputStream().write(1);
            proxy.resetAll();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        proxy.resume();
        assertThat(roundTrip(10)).isEqualTo(10);
    }

    @Test
    void refusesWhileDown() throws IOException {
        proxy.down();
        proxy.down();
        assertThatThrownBy(() -> roundTrip(1)).isInstanceOf(SocketException.class);
        proxy.up();
        proxy.up();
        assertThat(roundTrip(10)).isEqualTo(10);
    }

    @Test
    void showsAMissingServerAsABrokenConnection() throws IOException {
        echo.close();
        assertThatThrownBy(() -> roundTrip(1)).isInstanceOfAny(SocketException.class, EOFException.class);
        assertThatCode(proxy::close).doesNotThrowAnyException();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        client.setSoTimeout(READ_MILLIS);
        return client;
    }

    private int roundTrip(int bytes) throws IOException {
        try (Socket client = connect()) {
            Thread writer = Thread.startVirtualThread(() -> write(client, bytes));
            byte[] answer = client.getInputStream().readNBytes(bytes);
            if (answer.length < bytes) {
                throw new EOFException("got " + answer.length + " bytes, writer " + writer.getState());
            }
            return answer.length;
        }
    }

    private static void write(Socket client, int bytes) {
        try {
            client.getOutputStream().write(new byte[bytes]);
        } catch (IOException e) {
            // The reading side of the test sees and reports the same fault.
        }
    }

    private static void echoForever(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.startVirtualThread(() -> echo(socket));
            } catch (IOException e) {
                return; // closed by the test
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The test cut the connection.
        }
    }
}
