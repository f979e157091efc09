package dev.tain.testkit;

import dev.tain.embedded.PostgresBinaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The PostgreSQL versions that tests run on: the bundled one, and with {@code ./dev test --all} the other supported
 * majors. Meant for {@code @MethodSource("dev.tain.testkit.PostgresVersions#all")}.
 */
public final class PostgresVersions {
    /** A directory with more jars of binaries; the build sets it when all versions are asked for. */
    private static final String JARS_PROPERTY = "tain.postgres.jars";

    private PostgresVersions() {}

    /** Every version at hand, the newest first. */
    public static List<PostgresBinaries> all() {
        String directory = System.getProperty(JARS_PROPERTY, "");
        if (directory.isEmpty()) {
            return List.of(PostgresBinaries.bundled());
        }
        try (Stream<Path> jars = Files.list(Path.of(directory))) {
            return Stream.concat(Stream.of(PostgresBinaries.bundled()), jars.map(PostgresBinaries::inJar))
                    .sorted(Comparator.comparingInt(PostgresBinaries::major).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
