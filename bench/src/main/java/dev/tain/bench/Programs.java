package dev.tain.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Finds PostgreSQL's client programs, which the embedded servers come without. */
final class Programs {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private Programs() {}

    /** @throws IllegalStateException when it is not installed */
    static String find(String program) {
        List<Path> directories = new ArrayList<>();
        for (String each : System.getenv("PATH").split(File.pathSeparator)) {
            directories.add(Path.of(each));
        }
        directories.addAll(debian());
        return directories.stream()
                .map(directory -> directory.resolve(program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(program + " is neither on the PATH nor below " + DEBIAN
                        + ". Install PostgreSQL's client programs."))
                .toString();
    }

    private static List<Path> debian() {
        if (!Files.isDirectory(DEBIAN)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
