package dev.tain.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One stock Kafka node in a process of its own, which keeps its ports and data over restarts. Used by one thread. */
public final class KafkaNode {
    private static final Duration END_LIMIT = Duration.ofSeconds(30);
    private static final int LOG_LINES_SHOWN = 30;

    private final Path directory;
    private final String clusterId;
    private final Map<String, String> properties;
    private @Nullable Process process;

    KafkaNode(Path directory, String clusterId, Map<String, String> properties) {
        this.directory = directory;
        this.clusterId = clusterId;
        this.properties = new TreeMap<>(properties);
        this.properties.put("log.dirs", logDirectory().toString());
    }

    public int id() {
        return Integer.parseInt(properties.getOrDefault("node.id", ""));
    }

    /** Where this node's partitions are, one directory each. */
    public Path logDirectory() {
        return directory.resolve("data");
    }

    /** Starts it without waiting until it serves. */
    public void start() {
        if (isAlive()) {
            return;
        }
        try {
            Files.createDirectories(logDirectory());
            Path file = directory.resolve("node.properties");
            Properties written = new Properties(); // which know how to write certificates of several lines
            written.putAll(properties);
            try (Writer writer = Files.newBufferedWriter(file)) {
                written.store(writer, null);
            }
            process = new ProcessBuilder(command(file))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("node.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Path file) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaNodeMain.class.getName(),
                file.toString(),
                clusterId);
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Its process; 0 while there is none. */
    public long pid() {
        return process == null ? 0 : process.pid();
    }

    /** Ends it at once, without a chance to do anything. */
    public void kill() {
        end(true);
    }

    /** Asks it to end; it hands over what it leads. */
    public void stop() {
        end(false);
    }

    private void end(boolean atOnce) {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        if (atOnce) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        try {
            if (!running.waitFor(END_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                running.destroyForcibly();
                throw new AssertionError("Kafka node " + id() + " did not end; its log:\n" + endOfLog());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the end of a Kafka node", e);
        }
    }

    String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(directory.resolve("node.log"));
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
