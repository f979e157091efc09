package dev.tain.catalog;

import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases under a catalog. Every suite runs on each of them. */
public enum CatalogKind {
    SQLITE {
        @Override
        public CatalogSettings settings(Path directory) {
            return CatalogSettings.embedded(directory);
        }
    },
    /** In a schema of its own, which stays until the server goes. */
    POSTGRES {
        @Override
        public CatalogSettings settings(Path directory) {
            String schema = "catalog_" + SCHEMAS.incrementAndGet();
            return CatalogSettings.embedded(directory).withUrl(Shared.DATABASE.jdbcUrl() + "&currentSchema=" + schema);
        }
    };

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    /** Where an empty catalog can be opened, and opened again. */
    public abstract CatalogSettings settings(Path directory);

    /** Started only when somebody needs it. */
    private static final class Shared {
        static final PostgresDatabase DATABASE = PostgresServer.freshDatabase();
    }
}
