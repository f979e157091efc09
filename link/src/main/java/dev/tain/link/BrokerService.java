package dev.tain.link;

import dev.tain.link.LinkService.ConfigChange;
import java.util.List;
import java.util.Optional;

/**
 * Brokers of the destination cluster, and their configs. Safe for many threads.
 *
 * <p>All methods may throw {@link dev.tain.model.TainException}: {@code BROKER_UNKNOWN} where an id is given, {@code
 * KAFKA_REFUSED} and {@code KAFKA_UNSUPPORTED} when Kafka does not accept what is asked or is too old for it, {@code
 * KAFKA_FORBIDDEN} when it does not let Tain do it, {@code KAFKA_THROTTLED} when it is asked too often, and {@code
 * KAFKA_UNAVAILABLE}.
 */
public interface BrokerService {
    /** Those that are up, by id. */
    List<Broker> brokers();

    Broker broker(int id);

    /** All configs of a broker by name, also those that were not set. */
    List<KafkaConfigValue> configs(int broker);

    /** Those configs of all brokers that somebody set while they run, by name. */
    List<KafkaConfigValue> common();

    /**
     * Changes all of them or none, of a broker or of all.
     *
     * @throws dev.tain.model.TainException {@code BROKER_CONFIG_UNKNOWN}
     */
    void alter(Optional<Integer> broker, List<ConfigChange> changes, boolean validateOnly);

    /** A broker, and where its clients find it. */
    record Broker(int id, String host, int port, Optional<String> rack) {}
}
