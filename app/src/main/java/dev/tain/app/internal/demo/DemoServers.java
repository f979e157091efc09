package dev.tain.app.internal.demo;

import dev.tain.embedded.EmbeddedPostgres;
import dev.tain.embedded.EmbeddedPostgresBuilder;
import java.nio.file.Path;
import java.sql.SQLException;

/** The two PostgreSQL servers of the demo, each with one database. */
final class DemoServers implements AutoCloseable {
    private static final String SOURCE = "shop";
    private static final String DESTINATION = "replica";

    private final EmbeddedPostgres source;
    private final EmbeddedPostgres destination;

    private DemoServers(EmbeddedPostgres source, EmbeddedPostgres destination) {
        this.source = source;
        this.destination = destination;
    }

    /** @throws dev.tain.embedded.EmbeddedPostgresException when there are no programs for this platform */
    static DemoServers open(Path directory) throws SQLException {
        EmbeddedPostgres source = server(directory.resolve("source"));
        try {
            EmbeddedPostgres destination = server(directory.resolve("destination"));
            DemoServers servers = new DemoServers(source, destination);
            database(source, "postgres").execute("create database " + SOURCE);
            database(destination, "postgres").execute("create database " + DESTINATION);
            return servers;
        } catch (RuntimeException | SQLException e) {
            source.close();
            throw e;
        }
    }

    private static EmbeddedPostgres server(Path directory) {
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

    Database destination() {
        return database(destination, DESTINATION);
    }

    /** Such as 18.6. */
    String version() {
        String full = source.version();
        return full.endsWith(".0") ? full.substring(0, full.length() - 2) : full;
    }

    @Override
    public void close() {
        try (source;
                destination) {
            // nobody reads the data again; their directory is deleted afterwards
        }
    }
}
