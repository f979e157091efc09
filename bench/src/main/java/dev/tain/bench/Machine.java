package dev.tain.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a measurement was made on, without which its numbers say little. */
final class Machine {
    private static final long KIB_PER_GIB = 1 << 20;

    private Machine() {}

    /** Processors, their model, memory, operating system and Java, in one line. */
    static String describe() {
        return Runtime.getRuntime().availableProcessors() + " processors " + field("/proc/cpuinfo", "model name") + ", "
                + memory() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + Runtime.version();
    }

    private static String memory() {
        String kib = field("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return kib.isEmpty() ? "unknown memory" : Math.round((double) Long.parseLong(kib) / KIB_PER_GIB) + " GiB";
    }

    /** The first value of that name in a file of lines such as {@code name : value}; empty where there is none. */
    private static String field(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return ""; // not Linux
        }
    }
}
