package dev.tain.link.runtime;

import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService;
import dev.tain.link.SecretSeal;
import dev.tain.link.internal.broker.EmbeddedBroker;
import dev.tain.link.internal.control.LinkParts;
import java.time.Clock;

/** A Kafka broker in this process, and the links that run on it, from {@link #open} until {@link #close}. */
public final class LinkBroker implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final LinkParts parts;

    private LinkBroker(EmbeddedBroker broker, LinkParts parts) {
        this.broker = broker;
        this.parts = parts;
    }

    /**
     * Joins the cluster, or is one; takes some seconds.
     *
     * @throws dev.tain.model.TainException {@code SETTINGS_INVALID}, {@code KAFKA_DIRECTORY_IN_USE},
     *     {@code KAFKA_BROKER_FAILED}, {@code KAFKA_LIBRARY_UNFIT}, {@code KAFKA_UNAVAILABLE}
     */
    public static LinkBroker open(KafkaPlace place, SecretSeal seal, Clock clock) {
        EmbeddedBroker broker = EmbeddedBroker.open(place);
        try {
            return new LinkBroker(broker, LinkParts.open(broker, seal, clock));
        } catch (RuntimeException | Error e) {
            broker.close();
            throw e;
        }
    }

    public LinkService service() {
        return parts.service();
    }

    /** Where clients of the destination cluster find this broker: {@code HOST:PORT}. */
    public String bootstrap() {
        return broker.bootstrap();
    }

    @Override
    public void close() {
        try (broker;
                parts) {
            // links end first, then the broker hands over what it leads
        }
    }
}
