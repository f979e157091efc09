package dev.tain.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What a benchmark says: printed as it comes, and kept with date and machine when asked. */
final class Report {
    private final String benchmark;
    private final List<String> lines = new ArrayList<>();

    Report(String benchmark) {
        this.benchmark = benchmark;
        line(Machine.describe());
    }

    /** A line that belongs to the results. */
    void line(String line) {
        lines.add(line);
        System.out.println(line);
    }

    /** A line that only tells who waits what is going on. */
    void progress(String line) {
        System.out.println("# " + line);
    }

    /** Appends the results to {@code RESULTS.md} in the module's directory. */
    void keep() throws IOException {
        Path file = Path.of(System.getProperty("bench.home", ".")).resolve("RESULTS.md");
        String text = "\n## " + LocalDate.now(ZoneOffset.UTC) + " " + benchmark + "\n\n```\n" + String.join("\n", lines)
                + "\n```\n";
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        progress("kept in " + file);
    }
}
