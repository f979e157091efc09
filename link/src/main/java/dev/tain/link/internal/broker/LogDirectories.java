package dev.tain.link.internal.broker;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directories of a broker's logs: claimed, formatted when they are new, and read. */
final class LogDirectories {
    private static final Logger LOG = LoggerFactory.getLogger(LogDirectories.class);
    private static final Logger KAFKA = LoggerFactory.getLogger(KafkaRaftServer.class);

    private LogDirectories() {}

    /** What the directories say about themselves. */
    record Identity(MetaPropertiesEnsemble properties, BootstrapMetadata bootstrap) {
        String clusterId() {
            return properties.clusterId().orElseThrow();
        }
    }

    static List<Path> paths(KafkaConfig config) {
        Set<String> all = new LinkedHashSet<>(config.logDirs());
        all.add(config.metadataLogDir());
        return all.stream().map(Path::of).toList();
    }

    /** @throws TainException {@code SETTINGS_INVALID} when they are new and the cluster's id is not known */
    static Identity prepare(BrokerSetup setup) {
        KafkaConfig config = setup.properties();
        try {
            MetaPropertiesEnsemble found = load(config);
            if (found.clusterId().isEmpty()) {
                format(setup);
            } else if (!found.emptyLogDirs().isEmpty()) {
                format(setup.withClusterId(found.clusterId().get()));
            }
            var read = KafkaRaftServer.initializeLogDirs(config, KAFKA, "");
            return new Identity(read._1(), read._2());
        } catch (TainException e) {
            throw e;
        } catch (Exception e) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "The Kafka log directories " + config.logDirs() + " cannot be used: " + e.getMessage(),
                    "Give the directories of this node of this cluster, or empty ones.",
                    e);
        }
    }

    private static MetaPropertiesEnsemble load(KafkaConfig config) throws Exception {
        return new MetaPropertiesEnsemble.Loader()
                .addLogDirs(config.logDirs())
                .addMetadataLogDir(config.metadataLogDir())
                .load();
    }

    private static void format(BrokerSetup setup) throws Exception {
        KafkaConfig config = setup.properties();
        if (setup.clusterId().isEmpty()) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "The Kafka log directories " + config.logDirs() + " are new, and the cluster's id is not known.",
                    "Add a line cluster.id=ID to the broker properties, or format them with kafka-storage.sh.");
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(out)
                    .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
                    .setNodeId(config.nodeId())
                    .setClusterId(setup.clusterId())
                    .setDirectories(new ArrayList<>(new LinkedHashSet<>(config.logDirs())))
                    .setMetadataLogDirectory(config.metadataLogDir())
                    .setControllerListenerName(config.controllerListenerNames().getFirst())
                    .setIgnoreFormatted(true)
                    .run();
        }
        LOG.debug("{}", said.toString(StandardCharsets.UTF_8).strip());
        LOG.info("The Kafka log directories {} are made, for cluster {}", config.logDirs(), setup.clusterId());
    }
}
