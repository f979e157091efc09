package dev.tain.link;

import java.nio.file.Path;

/** Which cluster links copy into, and how this process takes part in it. */
public sealed interface KafkaPlace {

    /**
     * A cluster of one node inside this process.
     *
     * @param directory where its logs live; made when absent, used by one process at a time
     * @param host what it listens on, without authentication, so a loopback address
     * @param port 0 for a free one
     */
    record Embedded(Path directory, String host, int port) implements KafkaPlace {}

    /**
     * A cluster that exists already; this process joins it as one more broker.
     *
     * @param file Kafka's own broker properties, and optionally {@code cluster.id}, with which new log directories
     * are     formatted, and {@code tain.client.*}, with which links connect to the cluster that they are in
     */
    record Joined(Path file) implements KafkaPlace {}
}
