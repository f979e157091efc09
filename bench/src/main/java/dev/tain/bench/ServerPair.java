package dev.tain.bench;

import dev.tain.embedded.PostgresBinaries;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A source and a destination server of the benchmark's own, with the settings of a careful administrator: memory for
 * the buffers, room for the log, everything durable. Vacuum runs between measurements only, so that all are alike.
 */
final class ServerPair implements AutoCloseable {
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers", "1GB",
            "max_wal_size", "32GB",
            "checkpoint_timeout", "30min",
            "maintenance_work_mem", "256MB",
            "autovacuum", "off",
            "track_commit_timestamp", "on");

    private final PostgresServer source;
    private final PostgresServer destination;

    private ServerPair(PostgresServer source, PostgresServer destination) {
        this.source = source;
        this.destination = destination;
    }

    static ServerPair open() {
        PostgresServer source = PostgresServer.open(PostgresBinaries.bundled(), SETTINGS);
        try {
            return new ServerPair(source, PostgresServer.open(PostgresBinaries.bundled(), SETTINGS));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    PostgresServer source() {
        return source;
    }

    PostgresServer destination() {
        return destination;
    }

    String version() {
        return "PostgreSQL " + source.process().version();
    }

    /** A database that is byte for byte like another one of the same server, which nobody may be connected to. */
    static PostgresDatabase copy(PostgresDatabase of, String name) {
        of.server()
                .administration()
                .execute("create database " + name + " template " + of.name() + " strategy file_copy");
        return new PostgresDatabase(of.server(), name);
    }

    /** Writes all that is dirty, so that a measurement does not pay for what was before it. */
    void checkpoint() {
        source.administration().execute("checkpoint");
        destination.administration().execute("checkpoint");
    }

    static double cpuSeconds(PostgresServer server) {
        return CpuTime.ofTree(postmaster(server));
    }

    private static long postmaster(PostgresServer server) {
        Path file = server.process().dataDirectory().resolve("postmaster.pid");
        try {
            return Long.parseLong(Files.readAllLines(file).getFirst().strip());
        } catch (IOException e) {
            throw new IllegalStateException("the server does not run: " + file, e);
        }
    }

    @Override
    public void close() {
        source.close();
        destination.close();
    }
}
