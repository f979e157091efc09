package dev.tain.link.internal.broker;

import dev.tain.link.KafkaPlace;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.network.ListenerName;

/**
 * How a broker is set up.
 *
 * @param properties Kafka's own
 * @param clusterId what new log directories are formatted with; empty when they must have been formatted before
 * @param ownCluster how clients in this process reach the cluster, besides its address
 * @param savedRecords where records are saved that are cut off of mirrors
 */
record BrokerSetup(KafkaConfig properties, String clusterId, Map<String, String> ownCluster, Path savedRecords) {
    private static final String CLUSTER_ID = "cluster.id";
    private static final String SAVED_RECORDS = "tain.saved.records.directory";
    private static final String CLIENT_PREFIX = "tain.client.";
    private static final String CORDONED = "cordoned.log.dirs";
    private static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final int NODE = 1;

    /** A cluster of one node. Internal topics are small, because every partition costs a moment at each start. */
    static BrokerSetup embedded(KafkaPlace.Embedded place, int controllerPort) {
        String host = place.host().contains(":") ? "[" + place.host() + "]" : place.host();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + controllerPort,
                "listeners",
                "PLAINTEXT://" + host + ":" + place.port() + "," + CONTROLLER_LISTENER + "://127.0.0.1:"
                        + controllerPort,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT",
                "log.dirs",
                place.directory().toString(),
                "auto.create.topics.enable",
                "false",
                "broker.session.timeout.ms",
                "6000"));
        properties.putAll(Map.of(
                "offsets.topic.num.partitions", "4",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0"));
        return new BrokerSetup(
                config(properties, "the embedded cluster"), newClusterId(), Map.of(), besides(place.directory()));
    }

    /** Not inside, where Kafka takes every directory for a partition. */
    private static Path besides(Path logDirectory) {
        return logDirectory.resolveSibling(logDirectory.getFileName() + "-saved-records");
    }

    private static Path savedRecords(Properties given, KafkaConfig config) {
        String set = given.getProperty(SAVED_RECORDS, "");
        return set.isEmpty() ? besides(LogDirectories.paths(config).getFirst()) : Path.of(set);
    }

    private static String newClusterId() {
        return org.apache.kafka.common.Uuid.randomUuid().toString();
    }

    /** A broker of an existing cluster. Nothing but what links place there is put on it, unless the file says so. */
    static BrokerSetup joined(KafkaPlace.Joined place) {
        Properties given = read(place.file());
        Map<String, String> ownCluster = new HashMap<>();
        Properties properties = new Properties();
        for (String name : given.stringPropertyNames()) {
            if (name.startsWith(CLIENT_PREFIX)) {
                ownCluster.put(name.substring(CLIENT_PREFIX.length()), given.getProperty(name));
            } else if (!name.equals(CLUSTER_ID) && !name.equals(SAVED_RECORDS)) {
                properties.put(name, given.getProperty(name));
            }
        }
        boolean alone = given.getProperty("process.roles", "").contains("controller");
        if (!alone && !properties.containsKey(CORDONED)) {
            properties.put(CORDONED, "*");
        }
        KafkaConfig config = config(properties, place.file().toString());
        return new BrokerSetup(config, given.getProperty(CLUSTER_ID, ""), ownCluster, savedRecords(given, config));
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "The broker properties in " + file + " cannot be read: " + e.getMessage(),
                    "Give a file of Kafka's broker properties with --kafka, or --kafka embedded.",
                    e);
        }
    }

    private static KafkaConfig config(Properties properties, String from) {
        try {
            return KafkaConfig.fromProps(properties, false);
        } catch (ConfigException | IllegalArgumentException e) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "The broker properties of " + from + " do not fit: " + e.getMessage(),
                    "Mend them as Kafka's documentation of broker properties says.",
                    e);
        }
    }

    BrokerSetup withClusterId(String id) {
        return new BrokerSetup(properties, id, ownCluster, savedRecords);
    }

    ListenerName ownListener() {
        return properties.interBrokerListenerName();
    }
}
