package dev.tain.app;

import dev.tain.app.internal.process.Opened;
import dev.tain.app.settings.Settings;
import dev.tain.catalog.Catalog;
import dev.tain.engine.runtime.Engine;
import dev.tain.link.runtime.LinkBroker;
import dev.tain.server.ApiServer;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running Tain: its API answers and its mirrors and links run from {@link #open} until {@link #close}. */
public final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Opened parts;
    private final URI address;
    private final Optional<String> kafka;

    private Service(Opened parts, URI address, Optional<String> kafka) {
        this.parts = parts;
        this.address = address;
        this.kafka = kafka;
    }

    /**
     * @throws dev.tain.model.TainException when the catalog cannot be opened, the address cannot be used, or the Kafka
     *     cluster cannot be joined
     */
    public static Service open(Settings settings) {
        Opened parts = new Opened();
        try {
            Catalog catalog = Wiring.catalog(settings);
            parts.add(catalog::close);
            Optional<LinkBroker> links = Wiring.links(settings, catalog);
            links.ifPresent(broker -> parts.add(broker::close));
            Engine engine = Wiring.engine(settings, catalog);
            parts.add(engine::close);
            ApiServer api = Wiring.api(settings, engine, links);
            parts.add(api::close);
            engine.start();
            links.ifPresent(Service::announce);
            return new Service(parts, api.address(), links.map(LinkBroker::bootstrap));
        } catch (RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    private static void announce(LinkBroker broker) {
        LOG.info("Kafka cluster {} at {}", broker.service().clusterId(), broker.bootstrap());
    }

    /** Where the API is reached, without a slash at the end. */
    public URI address() {
        return address;
    }

    /** Where clients of Kafka find the broker in this process, {@code HOST:PORT}; empty when there is none. */
    public Optional<String> kafka() {
        return kafka;
    }

    /** First nobody can ask any more, then the mirrors end, then the links, then what they wrote to is closed. */
    @Override
    public void close() {
        parts.close();
    }
}
