package dev.tain.postgres.internal.source;

import dev.tain.connector.Source;
import dev.tain.postgres.PostgresConnector;
import dev.tain.postgres.internal.TestPeers;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A fresh database on the shared server for each test, and a source over it. */
final class SourceDatabase implements BeforeEachCallback, AfterEachCallback {
    private @Nullable PostgresDatabase database;
    private @Nullable Source source;

    @Override
    public void beforeEach(ExtensionContext context) {
        PostgresDatabase fresh = PostgresServer.freshDatabase();
        database = fresh;
        source = new PostgresConnector().source(TestPeers.of(fresh), fresh.name());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        database().close();
    }

    PostgresDatabase database() {
        return Objects.requireNonNull(database);
    }

    Source source() {
        return Objects.requireNonNull(source);
    }

    /** Runs statements in one transaction. */
    void transaction(String... statements) {
        database().execute("begin; " + String.join("; ", statements) + "; commit");
    }
}
