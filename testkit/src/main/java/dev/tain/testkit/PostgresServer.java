package dev.tain.testkit;

import dev.tain.embedded.EmbeddedPostgres;
import dev.tain.embedded.EmbeddedPostgresBuilder;
import dev.tain.embedded.PostgresBinaries;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL for tests. Most tests share one server per version, each with a fresh database; a test that
 * crashes, stops or configures its server opens one of its own.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Map<String, PostgresServer> SHARED = new ConcurrentHashMap<>();
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final String MAX_CONNECTIONS = "300";

    private final EmbeddedPostgres server;

    private PostgresServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** The server that all tests of this JVM share, in the bundled version. It ends with the JVM: nobody closes it. */
    public static PostgresServer shared() {
        return shared(PostgresBinaries.bundled());
    }

    /** The server that all tests of this JVM share in this version. */
    public static PostgresServer shared(PostgresBinaries binaries) {
        return SHARED.computeIfAbsent(binaries.version(), version -> open(binaries, Map.of()));
    }

    /** A fresh database on the shared server; the test closes it. */
    public static PostgresDatabase freshDatabase() {
        return shared().createDatabase();
    }

    /** A server of the test's own, in the bundled version; the test closes it. */
    public static PostgresServer open() {
        return open(PostgresBinaries.bundled(), Map.of());
    }

    /** A server of the test's own with these settings over the defaults; the test closes it. */
    public static PostgresServer open(PostgresBinaries binaries, Map<String, String> settings) {
        EmbeddedPostgresBuilder builder = EmbeddedPostgres.builder()
                .binaries(binaries)
                .setting("max_connections", MAX_CONNECTIONS)
                .settings(settings);
        return new PostgresServer(builder.open());
    }

    /** Creates an empty database with a name that no other test has. */
    public PostgresDatabase createDatabase() {
        return PostgresDatabase.create(this, "test_" + DATABASES.incrementAndGet());
    }

    /** The database that exists from the start, for administration. */
    public PostgresDatabase administration() {
        return new PostgresDatabase(this, "postgres");
    }

    public int port() {
        return server.port();
    }

    /** The first number of the version, such as 18. */
    public int major() {
        return Integer.parseInt(server.version().substring(0, server.version().indexOf('.')));
    }

    /** The process underneath, to stop, crash and start. */
    public EmbeddedPostgres process() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }
}
