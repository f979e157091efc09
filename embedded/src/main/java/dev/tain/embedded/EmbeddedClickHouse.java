package dev.tain.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ClickHouse server of our own in a child process: loopback only, user {@code default} without password unless a
 * configuration says otherwise.
 *
 * <p>States: stopped, then {@link #start} makes it running, then {@link #stop} or {@link #crash} makes it stopped
 * again, on the same ports and data. {@link #close} ends it for good and deletes a temporary directory. Safe for
 * several threads: each method holds the object's lock.
 */
public final class EmbeddedClickHouse implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int LOG_LINES_SHOWN = 15;

    private final Path library;
    private final Path directory;
    private final boolean temporary;
    private final List<String> options;
    private int httpPort;
    private int nativePort;
    private @Nullable Process process;

    private EmbeddedClickHouse(Path library, Path directory, boolean temporary, List<String> options) {
        this.library = library;
        this.directory = directory;
        this.temporary = temporary;
        this.options = options;
    }

    /**
     * Starts a server in a temporary directory, on free ports.
     *
     * @throws EmbeddedClickHouseException when there is no server for this machine, or it does not start
     */
    public static EmbeddedClickHouse open() {
        try {
            return open(Files.createTempDirectory("tain-clickhouse"), true, "");
        } catch (IOException e) {
            throw new EmbeddedClickHouseException("A directory for an embedded ClickHouse could not be made.", e);
        }
    }

    /**
     * Starts a server whose data stays in a directory.
     *
     * @param configuration the server's configuration as XML; empty for its defaults
     */
    public static EmbeddedClickHouse open(Path directory, String configuration) {
        return open(directory.toAbsolutePath(), false, configuration);
    }

    private static EmbeddedClickHouse open(Path directory, boolean temporary, String configuration) {
        Path library = ClickHouseLibrary.find(RunAs.ORDINARY_USER.defaultCache());
        try {
            Files.createDirectories(directory.resolve("data"));
            List<String> options = List.of();
            if (!configuration.isEmpty()) {
                Path file = Files.writeString(directory.resolve("server.xml"), configuration);
                options = List.of("--config-file", file.toString());
            }
            EmbeddedClickHouse server = new EmbeddedClickHouse(library, directory, temporary, options);
            server.start();
            return server;
        } catch (IOException e) {
            throw new EmbeddedClickHouseException("An embedded ClickHouse could not be prepared.", e);
        }
    }

    /**
     * The server's process.
     *
     * @throws IllegalStateException when it is stopped
     */
    public synchronized long pid() {
        if (process == null) {
            throw new IllegalStateException("the embedded ClickHouse is stopped");
        }
        return process.pid();
    }

    /** Starts the server and waits until it listens. Without effect while it runs. */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        Path ports = directory.resolve("ports");
        try {
            Files.deleteIfExists(ports);
            Process started = new ProcessBuilder(command(ports))
                    .directory(directory.resolve("data").toFile()) // a config.xml elsewhere would be picked up
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
            process = started;
            if (!awaitPorts(started, ports)) {
                crash();
                throw new EmbeddedClickHouseException(
                        "The embedded ClickHouse did not start. The end of " + logFile() + ":\n" + endOfLog());
            }
        } catch (IOException e) {
            throw new EmbeddedClickHouseException("The embedded ClickHouse could not be started.", e);
        }
    }

    private List<String> command(Path ports) {
        String code = Path.of(EmbeddedClickHouse.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                code,
                ClickHouseMain.class.getName(),
                library.toString(),
                directory.resolve("data").toString(),
                ports.toString(),
                Integer.toString(httpPort),
                Integer.toString(nativePort)));
        command.addAll(options);
        return command;
    }

    private boolean awaitPorts(Process started, Path ports) throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            String[] said = Files.exists(ports) ? Files.readString(ports).split("\\s+") : new String[0];
            if (said.length == 2) {
                httpPort = Integer.parseInt(said[0]);
                nativePort = Integer.parseInt(said[1]);
                return true;
            }
            if (awaitEnd(started, POLL)) {
                return false;
            }
        }
        return false;
    }

    /** Asks the server to end; tables are written in order. */
    public synchronized void stop() {
        end(false);
    }

    /** Kills the server at once. */
    public synchronized void crash() {
        end(true);
    }

    private void end(boolean atOnce) {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        if (!atOnce) {
            running.destroy();
            if (awaitEnd(running, STOP_LIMIT)) {
                return;
            }
        }
        running.destroyForcibly();
        if (!awaitEnd(running, STOP_LIMIT)) {
            throw new EmbeddedClickHouseException("The embedded ClickHouse at port " + httpPort + " does not end.");
        }
    }

    private static boolean awaitEnd(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedClickHouseException("Interrupted while waiting for an embedded ClickHouse.", e);
        }
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    public synchronized int httpPort() {
        return httpPort;
    }

    public synchronized int nativePort() {
        return nativePort;
    }

    /** The full version, such as 26.7.2.1. */
    public String version() {
        return ClickHouseLibrary.SERVER_VERSION;
    }

    public Path logFile() {
        return directory.resolve("server.log");
    }

    @Override
    public synchronized void close() {
        crash(); // nobody reads the data of a temporary directory again, and the rest survives a crash
        if (temporary) {
            deleteDirectory();
        }
    }

    private void deleteDirectory() {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new EmbeddedClickHouseException("The directory of an embedded ClickHouse could not be deleted.", e);
        }
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(logFile());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    }
}
