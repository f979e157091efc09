package dev.tain.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a {@link TainProcess} is started.
 *
 * @param name for its log
 * @param serves words before the address and the data directory
 * @param heap as for {@code -Xmx}
 * @param compilerLevel 1 to start quickly, 4 for full speed
 * @param options further options of the JVM
 */
record Launch(
        String name,
        String mainClass,
        List<String> serves,
        Path data,
        String heap,
        int compilerLevel,
        List<String> options,
        Map<String, String> environment) {
    private static final String APP = "dev.tain.app.cli.Main";

    Launch {
        serves = List.copyOf(serves);
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    /** The app as it is shipped, with a fresh data directory. */
    static Launch app(String name) {
        return new Launch(name, APP, List.of("serve"), freshDirectory(name), "512m", 1, List.of(), Map.of());
    }

    /** The app with connectors that crash on demand, see {@link CrashMain}. */
    static Launch crashing(String name) {
        return new Launch(
                name, CrashMain.class.getName(), List.of(), freshDirectory(name), "256m", 1, List.of(), Map.of());
    }

    /** A link broker that crashes on demand, see {@link LinkCrashMain}. */
    static Launch crashingLinks(String name, Path kafka) {
        return new Launch(
                name,
                LinkCrashMain.class.getName(),
                List.of("--kafka", kafka.toString()),
                freshDirectory(name),
                "512m",
                1,
                List.of(),
                Map.of());
    }

    Launch heap(String other) {
        return new Launch(name, mainClass, serves, data, other, compilerLevel, options, environment);
    }

    /** The app with other words before the address and the data directory. */
    Launch serving(String... words) {
        return new Launch(name, mainClass, List.of(words), data, heap, compilerLevel, options, environment);
    }

    /** Compiled as well as in production. */
    Launch fast() {
        return new Launch(name, mainClass, serves, data, heap, 4, options, environment);
    }

    Launch environment(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Launch(name, mainClass, serves, data, heap, compilerLevel, options, more);
    }

    List<String> arguments(int port) {
        List<String> arguments = new ArrayList<>(serves);
        arguments.addAll(List.of("--http", "127.0.0.1:" + port, "--data", data.toString()));
        return arguments;
    }

    private static Path freshDirectory(String name) {
        try {
            Path directory = Files.createTempDirectory("tain-e2e-" + name + "-");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
