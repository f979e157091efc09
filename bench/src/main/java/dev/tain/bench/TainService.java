package dev.tain.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged application in a process of its own, started as a person starts it, with its default settings and an
 * empty data directory. {@code TAIN_JAVA_OPTS} reaches it, for profiling.
 */
final class TainService implements AutoCloseable {
    private static final long STOP_SECONDS = 15;

    private final Process process;
    private final Path directory;
    private final TainApi api;

    private TainService(Process process, Path directory, TainApi api) {
        this.process = process;
        this.directory = directory;
        this.api = api;
    }

    /**
     * @param javaOptions for its JVM, such as {@code -Xmx512m}; added to those of the environment
     * @param settings further words of its command line
     */
    static TainService start(String javaOptions, String... settings) throws IOException, InterruptedException {
        int port = freePort();
        Path directory = Files.createTempDirectory("tain-bench-");
        Path program =
                Path.of(System.getProperty("bench.home", ".")).toAbsolutePath().resolveSibling("tain");
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "serve",
                "--http",
                "127.0.0.1:" + port,
                "--data",
                directory.resolve("data").toString()));
        command.addAll(List.of(settings));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .merge("TAIN_JAVA_OPTS", javaOptions, (inherited, ours) -> (inherited + " " + ours).strip());
        Path log = directory.resolve("log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        TainService service = new TainService(builder.start(), directory, new TainApi(port));
        try {
            service.api.awaitReady(service.process);
            return service;
        } catch (IllegalStateException e) {
            System.out.print(Files.readString(log));
            service.close();
            throw e;
        }
    }

    TainApi api() {
        return api;
    }

    long pid() {
        return process.pid();
    }

    /** CPU seconds that it used so far. */
    double cpuSeconds() {
        return CpuTime.ofTree(process.pid());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            delete(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
