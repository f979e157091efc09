package dev.tain.app;

import dev.tain.app.settings.Settings;
import dev.tain.catalog.Catalog;
import dev.tain.catalog.CatalogSettings;
import dev.tain.clickhouse.ClickHouseConnector;
import dev.tain.connector.Connector;
import dev.tain.engine.runtime.Engine;
import dev.tain.link.runtime.LinkBroker;
import dev.tain.postgres.PostgresConnector;
import dev.tain.server.ApiServer;
import dev.tain.server.ApiServices;
import dev.tain.server.ApiSettings;
import dev.tain.server.RequestLimits;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is made of what. The only place that knows all parts. */
final class Wiring {
    /** One process at a time can have an embedded catalog, so that one name does for all of them in turn. */
    private static final String ONLY_OWNER = "local";

    private Wiring() {}

    /** Every connector that there is. */
    static List<Connector> connectors() {
        return List.of(new PostgresConnector(), new ClickHouseConnector());
    }

    static Catalog catalog(Settings settings) {
        return Catalog.open(new CatalogSettings(
                settings.data().directory(),
                settings.store().url(),
                settings.store().key()));
    }

    static Engine engine(Settings settings, Catalog catalog) {
        return new Engine(catalog.stores(), connectors(), settings.engine(), owner(settings), Clock.systemUTC());
    }

    /** The broker that links run on, when there is to be one. */
    static Optional<LinkBroker> links(Settings settings, Catalog catalog) {
        return settings.kafka()
                .place()
                .map(place -> LinkBroker.open(place, new CatalogSeal(catalog.texts()), Clock.systemUTC()));
    }

    static ApiServer api(Settings settings, Engine engine, Optional<LinkBroker> links) {
        return ApiServer.start(
                new ApiSettings(
                        settings.http().host(),
                        settings.http().port(),
                        settings.http().password(),
                        Version.text(),
                        new RequestLimits(
                                settings.http().requestsPerSecond(),
                                settings.http().requestsAtOnce())),
                new ApiServices(
                        engine.mirrors(),
                        engine.peers(),
                        engine.verifications(),
                        engine.observations(),
                        engine.histories(),
                        engine.administration(),
                        links.map(LinkBroker::service)));
    }

    /**
     * A shared catalog gets a new name at each start: a name that two living processes have would give both the lease.
     */
    private static String owner(Settings settings) {
        boolean shared = !settings.store().url().reveal().isEmpty();
        return shared ? "tain-" + ProcessHandle.current().pid() + "-" + UUID.randomUUID() : ONLY_OWNER;
    }
}
