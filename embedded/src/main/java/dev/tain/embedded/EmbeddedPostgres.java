package dev.tain.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of our own: fsync on, logical decoding on, loopback only, user postgres without password.
 *
 * <p>States: stopped, then {@link #start} makes it running, then {@link #stop} or {@link #crash} makes it stopped
 * again, on the same port and data. {@link #close} ends it for good and deletes a temporary directory. Safe for
 * several threads: each method holds the object's lock.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration ORPHAN_LIMIT = Duration.ofSeconds(12);
    private static final int PORT_TRIES = 5;
    private static final int LOG_LINES_SHOWN = 15;

    private final Installation installation;
    private final InstanceDirectory directory;
    private final RunAs runAs;
    private final String version;
    private final Map<String, String> settings;
    private final boolean portIsFixed;
    private int port;
    private @Nullable ServerProcess process;

    EmbeddedPostgres(EmbeddedPostgresBuilder builder, Installation installation, InstanceDirectory directory) {
        this.installation = installation;
        this.directory = directory;
        this.runAs = builder.runAs();
        this.version = builder.binaries().version();
        this.settings = new LinkedHashMap<>(builder.settings());
        this.portIsFixed = builder.port() != 0;
        this.port = portIsFixed ? builder.port() : Ports.choose();
    }

    /** Starts a server with the defaults: the bundled version, a temporary directory, any free port. */
    public static EmbeddedPostgres open() {
        return builder().open();
    }

    public static EmbeddedPostgresBuilder builder() {
        return new EmbeddedPostgresBuilder();
    }

    /** Starts the server and waits until it accepts connections. Without effect while it runs. */
    public synchronized void start() {
        if (isRunning()) {
            return;
        }
        try {
            endOrphan();
            writeSettings();
            for (int tries = 1; !startOnce(); tries++) {
                if (portIsFixed || tries == PORT_TRIES || Ports.isFree(port)) {
                    throw new EmbeddedPostgresException("The embedded PostgreSQL " + version + " did not start on port "
                            + port + ". The end of " + directory.log() + ":\n" + endOfLog());
                }
                port = Ports.choose(); // somebody took ours in the meantime
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The embedded PostgreSQL " + version + " could not be started.", e);
        }
    }

    /** Stops the server cleanly: sessions are ended, everything is written, no recovery at the next start. */
    public synchronized void stop() {
        end("INT");
    }

    /** Ends the server at once, as a power cut would: the next start recovers from the log. */
    public synchronized void crash() {
        end("QUIT");
    }

    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    public synchronized int port() {
        return port;
    }

    /** The JDBC address of the database {@code postgres}, user included. */
    public String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres";
    }

    /** The full version, such as 18.6.0. */
    public String version() {
        return version;
    }

    public Path dataDirectory() {
        return directory.data();
    }

    public Path logFile() {
        return directory.log();
    }

    @Override
    public synchronized void close() {
        ExitHook.forget(this);
        if (directory.temporary()) {
            crash(); // nobody reads the data again
        } else {
            stop();
        }
        try {
            directory.close();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("The directory of an embedded PostgreSQL could not be deleted.", e);
        }
    }

    private boolean startOnce() throws IOException {
        PostmasterFile postmaster = PostmasterFile.of(directory.data());
        List<String> command = runAs.command(List.of(
                installation.program("postgres").toString(),
                "-D",
                directory.data().toString(),
                "-p",
                Integer.toString(port)));
        ServerProcess started = ServerProcess.start(command, directory.log());
        process = started;
        if (started.awaitReady(postmaster, START_LIMIT)) {
            return true;
        }
        end("QUIT");
        return false;
    }

    private void end(String signal) {
        ServerProcess running = process;
        process = null;
        if (running == null) {
            return;
        }
        running.signal(signal);
        if (running.awaitEnd(STOP_LIMIT)) {
            return;
        }
        running.signal("QUIT"); // for example, a replication client that never confirms holds up a clean stop
        if (!running.awaitEnd(STOP_LIMIT)) {
            throw new EmbeddedPostgresException("The embedded PostgreSQL at port " + port + " does not end.");
        }
    }

    /**
     * A killed process of ours may have left a server that is still stopping, or a file naming a process that is gone.
     */
    private void endOrphan() throws IOException {
        PostmasterFile postmaster = PostmasterFile.of(directory.data());
        ProcessHandle orphan = postmaster.liveServer().orElse(null);
        if (orphan == null) {
            postmaster.delete();
            return;
        }
        try {
            orphan.onExit().get(ORPHAN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("Interrupted while waiting for an older server to end.", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new EmbeddedPostgresException(
                    "Another server (process " + orphan.pid() + ") still uses " + directory.data() + ". Stop it first.",
                    e);
        }
    }

    private void writeSettings() throws IOException {
        List<String> lines = new ArrayList<>();
        settings.forEach((name, value) -> lines.add(name + " = '" + value.replace("'", "''") + "'"));
        Path file = directory.data().resolve(Installation.SETTINGS_FILE);
        Files.write(file, lines);
        runAs.handOver(file);
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(directory.log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
    }
}
