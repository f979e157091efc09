package dev.tain.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what server is wanted; {@link #open} makes and starts it. */
public final class EmbeddedPostgresBuilder {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private @Nullable PostgresBinaries binaries;
    private @Nullable Path cache;
    private @Nullable Path directory;
    private @Nullable RunAs runAs;
    private int port;

    EmbeddedPostgresBuilder() {
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("wal_level", "logical");
        settings.put("max_replication_slots", "50");
        settings.put("max_wal_senders", "50");
    }

    /** The version to run; the bundled one when not said. */
    public EmbeddedPostgresBuilder binaries(PostgresBinaries wanted) {
        this.binaries = wanted;
        return this;
    }

    /** Where programs are unpacked, once; a directory {@code tain} in the user's cache directory when not said. */
    public EmbeddedPostgresBuilder cache(Path wanted) {
        this.cache = wanted.toAbsolutePath();
        return this;
    }

    /** Where the data and the log live, and stay after close; a temporary directory when not said. */
    public EmbeddedPostgresBuilder directory(Path wanted) {
        this.directory = wanted;
        return this;
    }

    /** A line of the server's configuration; the last value of a name counts. */
    public EmbeddedPostgresBuilder setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    public EmbeddedPostgresBuilder settings(Map<String, String> wanted) {
        settings.putAll(wanted);
        return this;
    }

    /** The port to listen on; 0, the default, takes a free one. */
    public EmbeddedPostgresBuilder port(int wanted) {
        this.port = wanted;
        return this;
    }

    EmbeddedPostgresBuilder runAs(RunAs wanted) {
        this.runAs = wanted;
        return this;
    }

    /** Prepares what the cache lacks, starts the server and waits until it accepts connections. */
    public EmbeddedPostgres open() {
        EmbeddedPostgres server;
        try {
            server = prepare();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("An embedded PostgreSQL could not be prepared.", e);
        }
        try {
            server.start();
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    PostgresBinaries binaries() {
        PostgresBinaries chosen = binaries == null ? PostgresBinaries.bundled() : binaries;
        binaries = chosen;
        return chosen;
    }

    RunAs runAs() {
        RunAs chosen = runAs == null ? RunAs.detect() : runAs;
        runAs = chosen;
        return chosen;
    }

    Map<String, String> settings() {
        return settings;
    }

    int port() {
        return port;
    }

    private EmbeddedPostgres prepare() throws IOException {
        Path cacheDirectory = cache == null ? runAs().defaultCache() : cache;
        Installation installation = Installation.open(cacheDirectory, binaries(), runAs());
        InstanceDirectory instance = directory == null
                ? InstanceDirectory.temporary(cacheDirectory, runAs())
                : InstanceDirectory.kept(directory, runAs());
        try {
            if (!Files.exists(instance.data())) {
                installation.createData(instance.data());
            }
            EmbeddedPostgres server = new EmbeddedPostgres(this, installation, instance);
            ExitHook.remember(server);
            return server;
        } catch (IOException | RuntimeException e) {
            instance.close();
            throw e;
        }
    }
}
