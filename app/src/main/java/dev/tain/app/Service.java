package dev.tain.app;

import dev.tain.app.settings.Settings;
import dev.tain.catalog.Catalog;
import dev.tain.engine.runtime.Engine;
import dev.tain.server.ApiServer;
import java.net.URI;

/** A running Tain: its API answers and its mirrors run from {@link #open} until {@link #close}. */
public final class Service implements AutoCloseable {
    private final Catalog catalog;
    private final Engine engine;
    private final ApiServer api;

    private Service(Catalog catalog, Engine engine, ApiServer api) {
        this.catalog = catalog;
        this.engine = engine;
        this.api = api;
    }

    /** @throws dev.tain.model.TainException when the catalog cannot be opened or the address cannot be used */
    public static Service open(Settings settings) {
        Catalog catalog = Wiring.catalog(settings);
        try {
            return openOver(catalog, settings);
        } catch (RuntimeException | Error e) {
            catalog.close();
            throw e;
        }
    }

    private static Service openOver(Catalog catalog, Settings settings) {
        Engine engine = Wiring.engine(settings, catalog);
        try {
            ApiServer api = Wiring.api(settings, engine);
            engine.start();
            return new Service(catalog, engine, api);
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    /** Where the API is reached, without a slash at the end. */
    public URI address() {
        return api.address();
    }

    /** First nobody can ask any more, then the mirrors end, then what they wrote to is closed. */
    @Override
    public void close() {
        try (catalog;
                engine;
                api) {
            // try-with-resources closes in the reverse order, and all of them whatever one of them throws
        }
    }
}
