package dev.tain.app.internal.demo;

import dev.tain.embedded.EmbeddedClickHouse;
import dev.tain.embedded.EmbeddedPostgres;
import dev.tain.embedded.EmbeddedPostgresBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** The demo's servers: PostgreSQL with the shop's database, and what it is mirrored into. */
final class DemoServers implements AutoCloseable {
    private static final String SOURCE = "shop";
    private static final String DESTINATION = "replica";

    private final EmbeddedPostgres source;
    private final Replica destination;

    private DemoServers(EmbeddedPostgres source, Replica destination) {
        this.source = source;
        this.destination = destination;
    }

    /**
     * @throws dev.tain.embedded.EmbeddedPostgresException when there are no programs for this platform
     * @throws dev.tain.embedded.EmbeddedClickHouseException when ClickHouse is asked for, and cannot be had
     */
    static DemoServers open(Path directory, DemoDestination wanted)
            throws SQLException, IOException, InterruptedException {
        EmbeddedPostgres source = postgres(directory.resolve("source"));
        try {
            database(source, "postgres").execute("create database " + SOURCE);
            return new DemoServers(source, replica(directory.resolve("destination"), wanted));
        } catch (RuntimeException | SQLException | IOException | InterruptedException e) {
            source.close();
            throw e;
        }
    }

    private static Replica replica(Path directory, DemoDestination wanted)
            throws SQLException, IOException, InterruptedException {
        return switch (wanted) {
            case POSTGRES -> {
                EmbeddedPostgres server = postgres(directory);
                database(server, "postgres").execute("create database " + DESTINATION);
                yield new PostgresReplica(server, database(server, DESTINATION));
            }
            case CLICKHOUSE -> ClickHouseReplica.open(EmbeddedClickHouse.open(directory, ""));
        };
    }

    private static EmbeddedPostgres postgres(Path directory) {
        EmbeddedPostgresBuilder builder = EmbeddedPostgres.builder()
                .directory(directory)
                .setting("shared_buffers", "256MB")
                .setting("max_wal_size", "2GB")
                .setting("maintenance_work_mem", "128MB");
        return builder.open();
    }

    private static Database database(EmbeddedPostgres server, String name) {
        return new Database("127.0.0.1", server.port(), name, server.jdbcUrl(name));
    }

    Database source() {
        return database(source, SOURCE);
    }

    /** Such as PostgreSQL 18.6 at its address. */
    String sourcePlace() {
        return place(source);
    }

    Replica destination() {
        return destination;
    }

    static String place(EmbeddedPostgres server) {
        String full = server.version();
        String version = full.endsWith(".0") ? full.substring(0, full.length() - 2) : full;
        return "PostgreSQL " + version + " at 127.0.0.1:" + server.port();
    }

    @Override
    public void close() {
        try (source;
                destination) {
            // nobody reads the data again; their directory is deleted afterwards
        }
    }
}
