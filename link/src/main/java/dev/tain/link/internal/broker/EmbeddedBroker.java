package dev.tain.link.internal.broker;

import dev.tain.link.KafkaPlace;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import org.apache.kafka.common.Endpoint;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.server.ProcessRole;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An unmodified Kafka broker inside this process, and its controller where the settings say so.
 *
 * <p>Kafka itself halts the process when a broker can keep none of its logs any more, or its metadata cannot be
 * right; after that nothing of it could be trusted. What Tain has confirmed elsewhere by then is durable.
 */
public final class EmbeddedBroker implements BrokerHost {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);

    private final BrokerSetup setup;
    private final String clusterId;
    private final WriteGuard guard;
    private final BrokerServer broker;
    private final @Nullable ControllerServer controller;
    private final DirectoryClaim claim;
    private boolean closed;

    private EmbeddedBroker(BrokerSetup setup, Parts parts, DirectoryClaim claim) {
        this.setup = setup;
        this.clusterId = parts.clusterId();
        this.guard = parts.guard();
        this.broker = parts.broker();
        this.controller = parts.controller();
        this.claim = claim;
    }

    private record Parts(
            String clusterId,
            WriteGuard guard,
            BrokerServer broker,
            @Nullable ControllerServer controller) {}

    /**
     * Starts the broker; when this returns it has joined its cluster and serves clients, with the guard closed.
     *
     * @throws TainException {@code KAFKA_LIBRARY_UNFIT}, {@code KAFKA_DIRECTORY_IN_USE}, {@code SETTINGS_INVALID}, or
     *     {@code KAFKA_BROKER_FAILED} with Kafka's own words
     */
    public static EmbeddedBroker open(KafkaPlace place) {
        BrokerSelfTest.run();
        try (ReservedPort controllerPort = ReservedPort.take()) {
            BrokerSetup setup = switch (place) {
                case KafkaPlace.Embedded embedded -> BrokerSetup.embedded(embedded, controllerPort.port());
                case KafkaPlace.Joined joined -> BrokerSetup.joined(joined);
            };
            DirectoryClaim claim = DirectoryClaim.take(LogDirectories.paths(setup.properties()));
            try {
                return start(setup, controllerPort, claim);
            } catch (RuntimeException | Error e) {
                claim.close();
                throw e;
            }
        }
    }

    private static EmbeddedBroker start(BrokerSetup setup, ReservedPort controllerPort, DirectoryClaim claim) {
        LogDirectories.Identity identity = LogDirectories.prepare(setup);
        KafkaConfig config = setup.properties();
        Metrics metrics = Server$.MODULE$.initializeMetrics(config, Time.SYSTEM, identity.clusterId());
        WriteGuard guard = new WriteGuard();
        GuardedServer shared = new GuardedServer(
                config, identity.properties(), metrics, new GuardedServer.Sockets(controllerPort, guard));
        ControllerServer controller = config.processRoles().contains(ProcessRole.ControllerRole)
                ? new ControllerServer(shared, KafkaRaftServer.configSchema(), identity.bootstrap())
                : null;
        BrokerServer broker = new BrokerServer(shared);
        guard.names(id -> {
            var metadata = broker.metadataCache();
            return metadata == null ? null : metadata.getTopicName(id).orElse(null);
        });
        EmbeddedBroker made =
                new EmbeddedBroker(setup, new Parts(identity.clusterId(), guard, broker, controller), claim);
        made.startServers();
        return made;
    }

    private void startServers() {
        try {
            if (controller != null) {
                controller.startup();
            }
            broker.startup();
        } catch (RuntimeException | Error e) {
            stopServers();
            throw new TainException(
                    ErrorCode.KAFKA_BROKER_FAILED,
                    "The Kafka broker could not start: " + e.getMessage(),
                    "See what Kafka says above in the log, and mend its settings or its surroundings.",
                    e);
        }
    }

    @Override
    public String clusterId() {
        return clusterId;
    }

    @Override
    public int brokerId() {
        return setup.properties().nodeId();
    }

    @Override
    public PartitionLog log(TopicPartition partition) {
        return new BrokerPartitionLog(broker.replicaManager(), partition);
    }

    @Override
    public OptionalInt partitions(String topic) {
        Optional<Integer> known = broker.metadataCache().numPartitions(topic);
        return known.isPresent() ? OptionalInt.of(known.get()) : OptionalInt.empty();
    }

    @Override
    public Uuid topicId(String topic) {
        return broker.metadataCache().getTopicId(topic);
    }

    @Override
    public String topicConfig(String topic, String name) {
        return broker.metadataCache().topicConfig(topic).getProperty(name, "");
    }

    @Override
    public void guard(Set<String> readOnlyTopics) {
        guard.readOnly(readOnlyTopics);
    }

    @Override
    public long refusedWrites() {
        return guard.refused();
    }

    @Override
    public Path savedRecords() {
        return setup.savedRecords();
    }

    @Override
    public String bootstrap() {
        int port = broker.socketServer().boundPort(setup.ownListener());
        scala.collection.Iterator<Endpoint> endpoints =
                setup.properties().effectiveAdvertisedBrokerListeners().iterator();
        while (endpoints.hasNext()) {
            Endpoint endpoint = endpoints.next();
            if (endpoint.listener().equals(setup.ownListener().value())) {
                String host = endpoint.host() == null || endpoint.host().isEmpty() ? "localhost" : endpoint.host();
                return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
            }
        }
        throw new IllegalStateException("a broker advertises the listener that brokers use among themselves");
    }

    @Override
    public Map<String, String> ownCluster() {
        Map<String, String> clients = new HashMap<>(setup.ownCluster());
        clients.putIfAbsent("bootstrap.servers", bootstrap());
        return Map.copyOf(clients);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stopServers();
            claim.close();
        }
    }

    private void stopServers() {
        try {
            broker.shutdown();
            if (controller != null) {
                controller.shutdown();
            }
        } catch (RuntimeException e) {
            LOG.error("The Kafka broker did not stop in order; its logs are recovered at the next start.", e);
        }
    }
}
