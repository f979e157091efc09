package dev.tain.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * A cluster of stock Kafka nodes, each in a process of its own, on loopback and without authentication. Node 1 is the
 * controller; with one broker it is that broker too, otherwise the brokers are 2, 3 and so on.
 */
public final class KafkaCluster implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;
    private static final int CONTROLLER = 1;

    private final Path directory;
    private final String id = Uuid.randomUuid().toString();
    private final int controllerPort = freePort();
    private final Map<String, String> common;
    private final List<KafkaListener> more;
    private final List<KafkaNode> nodes = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    private KafkaCluster(Path directory, Map<String, String> common, List<KafkaListener> more) {
        this.directory = directory;
        this.common = common;
        this.more = more;
    }

    /** Starts a cluster and waits until all its brokers serve. */
    public static KafkaCluster start(int brokers) {
        return start(brokers, Map.of());
    }

    /** @param extra properties for every node, over the usual ones */
    public static KafkaCluster start(int brokers, Map<String, String> extra) {
        return start(brokers, extra, List.of());
    }

    /** Starts a cluster of one broker that listens also there. */
    public static KafkaCluster start(Map<String, String> extra, List<KafkaListener> listeners) {
        return start(1, extra, listeners);
    }

    private static KafkaCluster start(int brokers, Map<String, String> extra, List<KafkaListener> listeners) {
        try {
            KafkaCluster cluster = new KafkaCluster(Files.createTempDirectory("tain-kafka"), extra, listeners);
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close));
            if (brokers == 1) {
                cluster.add(CONTROLLER, "broker,controller");
            } else {
                cluster.add(CONTROLLER, "controller");
                for (int i = 0; i < brokers; i++) {
                    cluster.add(CONTROLLER + 1 + i, "broker");
                }
            }
            cluster.nodes.forEach(KafkaNode::start);
            cluster.awaitBrokers(brokers);
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(int node, String roles) {
        Map<String, String> properties = brokerProperties(node);
        properties.put("process.roles", roles);
        List<String> listeners = new ArrayList<>();
        if (roles.contains("broker")) {
            int port = freePort();
            addresses.add("127.0.0.1:" + port);
            listeners.add("PLAINTEXT://127.0.0.1:" + port);
            properties.put("advertised.listeners", KafkaListener.advertised(listeners.getFirst(), more));
            more.forEach(each -> listeners.add(each.bound()));
            properties.putAll(KafkaListener.properties(more));
        }
        if (roles.contains("controller")) {
            listeners.add("CONTROLLER://127.0.0.1:" + controllerPort);
        }
        properties.put("listeners", String.join(",", listeners));
        properties.putAll(common);
        nodes.add(new KafkaNode(directory.resolve("node-" + node), id, properties));
    }

    /** What a further broker of this cluster needs in its properties, besides listeners, roles and directories. */
    public Map<String, String> brokerProperties(int node) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "node.id", Integer.toString(node),
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", CONTROLLER + "@127.0.0.1:" + controllerPort,
                "listener.security.protocol.map", KafkaListener.protocols(more),
                "offsets.topic.num.partitions", "2",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "2",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1"));
        properties.putAll(Map.of("broker.session.timeout.ms", "3000", "broker.heartbeat.interval.ms", "1000"));
        return properties;
    }

    private void awaitBrokers(int count) {
        try (Admin admin = admin()) {
            Await.atMost(START_LIMIT).thatHolds("Kafka serves", () -> {
                requireAlive();
                return admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).size() >= count;
            });
        }
    }

    private void requireAlive() {
        for (KafkaNode node : nodes) {
            if (!node.isAlive()) {
                throw new IllegalStateException("Kafka node " + node.id() + " ended; its log:\n" + node.endOfLog());
            }
        }
    }

    public String id() {
        return id;
    }

    /** Where clients begin. */
    public String bootstrap() {
        return String.join(",", addresses);
    }

    public KafkaNode node(int node) {
        return nodes.stream().filter(each -> each.id() == node).findFirst().orElseThrow();
    }

    /** A client for administration; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    /** A port that no listener has, below the range that the system hands to clients. */
    public static int freePort() {
        int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
        while (!isFree(port)) {
            port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
        }
        return port;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Kills all nodes and deletes their data. */
    @Override
    public void close() {
        nodes.forEach(KafkaNode::kill);
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException e) {
            // closed before
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
