package dev.tain.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A start script that runs; both outputs go to a file, so that it never waits for its reader. */
final class StartedProgram implements AutoCloseable {
    static final Path ROOT = root();

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Process process;
    private final Path output;

    private StartedProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Runs the script of the clone, as it was built by the build that runs this test. */
    static StartedProgram tain(Path directory, String... arguments) {
        return start(ROOT.resolve("tain"), directory, Map.of(), arguments);
    }

    static StartedProgram start(Path script, Path directory, Map<String, String> environment, String... arguments) {
        try {
            Path output = Files.createTempFile(directory, "output", ".txt");
            List<String> command = Stream.concat(Stream.of(script.toString()), Arrays.stream(arguments))
                    .toList();
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("TAIN_"));
            builder.environment().put("TAIN_REBUILD", "never");
            builder.environment().put("LC_ALL", "C.UTF-8");
            builder.environment().putAll(environment);
            return new StartedProgram(builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
            if (Files.exists(path.resolve("mvnw"))) {
                return path;
            }
        }
        throw new IllegalStateException("no mvnw above here");
    }

    /** Waits for the end; fails after some minutes. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it still runs after " + LIMIT + "; its output: " + output());
        }
        return process.exitValue();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
