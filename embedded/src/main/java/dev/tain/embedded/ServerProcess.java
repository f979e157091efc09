package dev.tain.embedded;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One run of the server program, under a shell that outlives us by a moment.
 *
 * <p>The shell reads signal names from a pipe and passes them on to the server. The pipe's end, which comes also when
 * this JVM is killed, means that nobody needs the server any more. A session of its own keeps the terminal's Ctrl-C
 * away from the server, so that what uses it can close first.
 */
final class ServerProcess {
    private static final String SHELL = """
            trap '' INT
            exec 3<&0 0</dev/null
            "$@" 3<&- &
            server=$!
            (
              while read -r signal; do kill -s "$signal" "$server"; done
              kill -s INT "$server"
              sleep 10
              kill -s QUIT "$server"
            ) <&3 >/dev/null 2>&1 &
            watcher=$!
            exec 3<&-
            wait "$server"
            status=$?
            kill "$watcher"
            exit "$status"
            """;
    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Duration POLL = Duration.ofMillis(5);

    private final Process shell;
    private final Writer signals;

    private ServerProcess(Process shell) {
        this.shell = shell;
        this.signals = shell.outputWriter(StandardCharsets.US_ASCII);
    }

    static ServerProcess start(List<String> server, Path log) throws IOException {
        List<String> command = Commands.join(List.of("sh", "-c", SHELL, "tain-postgres"), server);
        if (Files.isExecutable(SETSID)) {
            command = Commands.join(List.of(SETSID.toString()), command);
        }
        return new ServerProcess(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start());
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    /** Waits until the server says that it accepts connections; false when it ended instead, or the limit passed. */
    boolean awaitReady(PostmasterFile file, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            if (file.saysReady()) {
                return true;
            }
            if (awaitEnd(POLL)) {
                return false;
            }
        }
        return false;
    }

    /** Sends a signal by its name, such as INT; without effect on a server that ended. */
    void signal(String name) {
        try {
            signals.write(name + "\n");
            signals.flush();
        } catch (IOException e) {
            // The shell ended between the caller's look and now, and the server before it: nothing is left to signal.
        }
    }

    /** Waits for the end; false when the limit passed first. */
    boolean awaitEnd(Duration limit) {
        try {
            return shell.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while waiting for an embedded PostgreSQL.", e);
        }
    }
}
