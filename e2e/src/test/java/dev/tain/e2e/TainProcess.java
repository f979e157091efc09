package dev.tain.e2e;

import dev.tain.testkit.Await;
import dev.tain.testkit.Freezing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Tain in a process of its own, with its own data directory, on a port that it keeps over restarts.
 *
 * <p>Used by one thread, except for {@link #api}. The process is killed when the JVM of the tests ends.
 */
final class TainProcess implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static @Nullable TainProcess shared;

    private final Launch launch;
    private final int port = freePort();
    private final Api api = new Api(URI.create("http://127.0.0.1:" + port));
    private final ProcessLog log;
    private @Nullable Process process;

    private TainProcess(Launch launch) {
        this.launch = launch;
        this.log = ProcessLog.open(launch.name());
    }

    /** One for all tests that don't disturb it; ends with the JVM. */
    static synchronized TainProcess shared() {
        TainProcess running = shared;
        if (running == null) {
            running = start(Launch.app("shared"));
            shared = running;
        }
        return running;
    }

    /** Starts one and waits until it is ready. */
    static TainProcess start(Launch launch) {
        TainProcess started = new TainProcess(launch);
        started.start();
        return started;
    }

    /** Starts it, after a kill or a stop on the same data and port, and waits until it is ready. */
    void start() {
        launchOnly();
        Await.atMost(READY_LIMIT)
                .thatHolds("Tain is ready or ended", () -> !running().isAlive() || api.isReady());
        if (!running().isAlive()) {
            throw new AssertionError("Tain ended with status " + running().exitValue() + "; its log:\n" + log.end());
        }
    }

    /** Starts it without waiting. */
    void launchOnly() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + launch.compilerLevel(),
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx" + launch.heap()));
        command.addAll(launch.options());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), launch.mainClass()));
        command.addAll(launch.arguments(port));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
        builder.environment().putAll(launch.environment());
        try {
            Process started = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            process = started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Api api() {
        return api;
    }

    int port() {
        return port;
    }

    ProcessLog log() {
        return log;
    }

    /** Writes a line to its standard input. */
    void tell(String line) {
        try {
            running().getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            running().getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Asks it to end, as an init system does, and returns its exit status. */
    int stop() {
        running().destroy();
        return awaitEnd(STOP_LIMIT);
    }

    /** Ends it at once, without a chance to do anything. */
    void kill() {
        running().destroyForcibly();
        awaitEnd(STOP_LIMIT);
    }

    /** Waits until it ends by itself; returns its exit status. */
    int awaitEnd(Duration limit) {
        try {
            if (!running().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Tain did not end within " + limit);
            }
            return running().exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the end of Tain", e);
        }
    }

    /** Stops its threads where they are, as a long pause of a machine does, until {@link #thaw}. */
    void freeze() {
        Freezing.freeze(running().pid());
    }

    void thaw() {
        Freezing.thaw(running().pid());
    }

    @Override
    public void close() {
        if (isAlive()) {
            kill();
        }
        log.close();
    }

    private Process running() {
        Process started = process;
        if (started == null) {
            throw new AssertionError("Tain was not started");
        }
        return started;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
