package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The rival of a verification: psql reads both sides as text, sort puts them in order, cmp compares. */
final class SortedComparison implements AutoCloseable {
    private static final String SCRIPT = """
            set -euo pipefail
            export LC_ALL=C
            read_sorted() { "$1" -X -q -h 127.0.0.1 -p "$2" -U "$3" -d "$4" -c "$5" | sort -S 512M -T "$6" > "$6/$7"; }
            read_sorted "$1" "$2" "$4" "$5" "$7" "$8" source &
            one=$!
            read_sorted "$1" "$3" "$4" "$6" "$7" "$8" destination
            wait $one
            cmp "$8/source" "$8/destination"
            """;

    private final Path directory;

    private SortedComparison(Path directory) {
        this.directory = directory;
    }

    static SortedComparison open() throws IOException {
        return new SortedComparison(Files.createTempDirectory("tain-bench-sorted-"));
    }

    /** Seconds until both sides were read, sorted and compared; fails when they differ. */
    double run(PostgresDatabase source, PostgresDatabase destination) throws IOException, InterruptedException {
        List<String> command = List.of(
                "bash",
                "-c",
                SCRIPT,
                "compare",
                Programs.find("psql"),
                String.valueOf(source.server().port()),
                String.valueOf(destination.server().port()),
                PostgresDatabase.USER,
                source.name(),
                destination.name(),
                "COPY " + OrdersTable.NAME + " (" + OrdersTable.COLUMNS + ") TO STDOUT",
                directory.toString());
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the tables differ, or could not be read: " + process.exitValue());
        }
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void close() throws IOException {
        for (String file : List.of("source", "destination")) {
            Files.deleteIfExists(directory.resolve(file));
        }
        Files.delete(directory);
    }
}
