package dev.tain.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What a process wrote, in a file below {@code target}, whose end is shown when a test fails. */
record ProcessLog(Path file) implements AutoCloseable {
    private static final int SHOWN_LINES = 60;
    private static final Path DIRECTORY = Path.of("target", "tain-logs").toAbsolutePath();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Set<ProcessLog> OPEN = ConcurrentHashMap.newKeySet();
    private static final Set<ProcessLog> CLOSED = ConcurrentHashMap.newKeySet();

    static ProcessLog open(String name) {
        try {
            Files.createDirectories(DIRECTORY);
            String number = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
            Path file = DIRECTORY.resolve(number + "-" + name + ".log");
            ProcessLog log = new ProcessLog(Files.createFile(file));
            OPEN.add(log);
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The logs of the processes that this test uses, or has used. */
    static List<ProcessLog> ofThisTest() {
        return Stream.concat(OPEN.stream(), CLOSED.stream()).toList();
    }

    /** Another test begins. */
    static void forgetClosed() {
        CLOSED.clear();
    }

    String text() {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String end() {
        List<String> lines = text().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    @Override
    public void close() {
        OPEN.remove(this);
        CLOSED.add(this);
    }
}
