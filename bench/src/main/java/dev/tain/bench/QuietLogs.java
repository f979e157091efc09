package dev.tain.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A rival's log lines, of which only errors count: writing a log is not what is measured. */
final class QuietLogs {
    private QuietLogs() {}

    /** A Logback configuration that shows errors on standard error. */
    static Path file() throws IOException {
        Path file = Files.createTempFile("tain-bench-logback", ".xml");
        file.toFile().deleteOnExit();
        return Files.writeString(
                file,
                "<configuration><appender name=\"err\" class=\"ch.qos.logback.core.ConsoleAppender\">"
                        + "<target>System.err</target><encoder><pattern>%msg%n</pattern></encoder></appender>"
                        + "<root level=\"ERROR\"><appender-ref ref=\"err\"/></root></configuration>");
    }
}
