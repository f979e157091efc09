package dev.tain.catalog;

import dev.tain.engine.store.Stores;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that hold for a catalog on every kind of database; each test begins with an empty one. */
@ParameterizedClass(name = "{0}")
@EnumSource(CatalogKind.class)
abstract class CatalogSuite {
    protected static final long NOW = 1_800_000_000_000L;

    @Parameter
    protected CatalogKind kind = CatalogKind.SQLITE;

    @TempDir
    protected Path directory = Path.of("");

    protected CatalogSettings settings;
    private Catalog catalog;

    @BeforeEach
    void openEmpty() {
        settings = kind.settings(directory);
        catalog = Catalog.open(settings);
    }

    @AfterEach
    void closeIt() {
        catalog.close();
    }

    protected Stores stores() {
        return catalog.stores();
    }

    protected void reopen() {
        catalog.close();
        catalog = Catalog.open(settings);
    }

    /** A new mirror, run by {@code owner}; returns the epoch. */
    protected long ownedMirror(String name, String owner) {
        stores().mirrors().insert(Samples.mirror(name), NOW);
        return stores().leases().acquire(name, owner, 60_000).orElseThrow();
    }
}
