package dev.tain.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/** One stock Kafka node; ends with the process that started it. Arguments: properties file, cluster id. */
final class KafkaNodeMain {
    private KafkaNodeMain() {}

    public static void main(String[] arguments) throws Exception {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[0]))) {
            properties.load(reader);
        }
        KafkaConfig config = KafkaConfig.fromProps(properties, false);
        format(config, arguments[1]);
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        Thread.ofPlatform().daemon().start(KafkaNodeMain::endWithParent);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
        server.startup();
        server.awaitShutdown();
    }

    private static void format(KafkaConfig config, String clusterId) throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
                .setNodeId(config.nodeId())
                .setClusterId(clusterId)
                .setDirectories(new ArrayList<>(config.logDirs()))
                .setMetadataLogDirectory(config.metadataLogDir())
                .setControllerListenerName(config.controllerListenerNames().getFirst())
                .setIgnoreFormatted(true)
                .run();
    }

    private static void endWithParent() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the pipe is gone as well
        }
        Runtime.getRuntime().halt(1);
    }
}
