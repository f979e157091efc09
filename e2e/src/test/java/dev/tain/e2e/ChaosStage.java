package dev.tain.e2e;

import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaNode;
import dev.tain.testkit.KafkaRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * A source of a controller and three brokers, a destination of a controller, two stock brokers and two link brokers.
 * All are processes of their own, and any of them but the controllers may be killed.
 */
final class ChaosStage implements AutoCloseable {
    private static final int SOURCE_BROKERS = 3;
    private static final int STOCK_BROKERS = 2;
    private static final List<Integer> LINK_BROKERS = List.of(8, 9);
    private static final int SECONDS = 20;
    private static final Map<String, String> SAFE = Map.of(
            "default.replication.factor", "3",
            "min.insync.replicas", "2",
            "transaction.state.log.replication.factor", "3",
            "transaction.state.log.min.isr", "2",
            "unclean.leader.election.enable", "false");
    private static final Map<String, String> TWICE = Map.of("transaction.state.log.replication.factor", "2");

    private final KafkaCluster source = KafkaCluster.start(SOURCE_BROKERS, SAFE);
    private final KafkaCluster destination = KafkaCluster.start(STOCK_BROKERS, TWICE);
    private final String key = Base64.getEncoder().encodeToString(randomKey());
    private final Path directory;
    private final List<String> addresses = new ArrayList<>();
    private final List<TainProcess> linkBrokers = new ArrayList<>();

    ChaosStage() {
        try {
            directory = Files.createTempDirectory("tain-chaos");
            addresses.add(destination.bootstrap());
            for (int node : LINK_BROKERS) {
                linkBrokers.add(linkBroker(node));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] randomKey() {
        byte[] bytes = new byte[32];
        new Random().nextBytes(bytes);
        return bytes;
    }

    private TainProcess linkBroker(int node) throws IOException {
        String listener = "127.0.0.1:" + KafkaCluster.freePort();
        addresses.add(listener);
        Map<String, String> properties = new TreeMap<>(destination.brokerProperties(node));
        properties.putAll(TWICE);
        properties.put("process.roles", "broker");
        properties.put("listeners", "PLAINTEXT://" + listener);
        properties.put("log.dirs", logs(node).toString());
        properties.put("cluster.id", destination.id());
        Path file = directory.resolve(node + ".properties");
        Files.writeString(
                file,
                properties.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                        .collect(Collectors.joining()));
        return TainProcess.start(Launch.app("chaos-" + node)
                .environment("TAIN_CATALOG_KEY", key)
                .serving("link-broker", "--kafka", file.toString()));
    }

    private Path logs(int node) {
        return directory.resolve("logs-" + node);
    }

    List<TainProcess> linkBrokers() {
        return List.copyOf(linkBrokers);
    }

    /** Asks the link broker that started first, which decides while it is up. */
    LinkApi links() {
        return new LinkApi(linkBrokers.getFirst(), destination.id());
    }

    KafkaRecords there() {
        return new KafkaRecords(source.bootstrap());
    }

    KafkaRecords here() {
        return new KafkaRecords(String.join(",", addresses));
    }

    String sourceBootstrap() {
        return source.bootstrap();
    }

    List<KafkaNode> stockBrokers() {
        return List.of(destination.node(2), destination.node(3));
    }

    /** The source's broker that leads a partition now. */
    KafkaNode sourceLeader(String topic, int partition) {
        try (Admin admin = source.admin()) {
            int leader = Await.atMost(LinkApi.LIMIT)
                    .value(
                            topic + " has a leader",
                            () -> admin
                                    .describeTopics(List.of(topic))
                                    .allTopicNames()
                                    .get(SECONDS, TimeUnit.SECONDS)
                                    .values()
                                    .stream()
                                    .mapToInt(each -> each.partitions()
                                            .get(partition)
                                            .leader()
                                            .id())
                                    .findFirst()
                                    .orElse(-1),
                            id -> id > 0);
            return source.node(leader);
        }
    }

    /** Where a partition lies at the source, as its leader has it. */
    Path sourceLog(TopicPartition partition) {
        return sourceLeader(partition.topic(), partition.partition())
                .logDirectory()
                .resolve(partition.toString());
    }

    /** Where all replicas of a mirror's partition lie, one on each broker of the destination. */
    List<Path> mirrorLogs(TopicPartition partition) {
        List<Path> logs = new ArrayList<>();
        stockBrokers().forEach(each -> logs.add(each.logDirectory().resolve(partition.toString())));
        LINK_BROKERS.forEach(each -> logs.add(logs(each).resolve(partition.toString())));
        return logs;
    }

    void createAtSource(List<String> topics, int partitions) {
        try (Admin admin = source.admin()) {
            admin.createTopics(topics.stream()
                            .map(each -> new NewTopic(each, partitions, (short) SOURCE_BROKERS))
                            .toList())
                    .all()
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the topics were not created", e);
        }
    }

    /** Waits until all brokers of the destination are in it. */
    void awaitAllBrokers() {
        try (Admin admin = Admin.create(here().configs(Map.of()))) {
            Await.atMost(LinkApi.LIMIT).thatHolds("all brokers are there", () -> {
                int count = admin.describeCluster()
                        .nodes()
                        .get(SECONDS, TimeUnit.SECONDS)
                        .size();
                return count == STOCK_BROKERS + LINK_BROKERS.size();
            });
        }
    }

    /** Waits until the mirrors have what the source has now. */
    void awaitWhatTheSourceHas(List<TopicPartition> partitions) {
        Map<TopicPartition, Long> wanted = Await.atMost(LinkApi.LIMIT)
                .value("the source tells its ends", () -> ends(there(), partitions), _ -> true);
        Await.atMost(LinkApi.LIMIT)
                .every(Duration.ofMillis(500))
                .value(
                        "the mirrors have all before " + wanted,
                        () -> ends(here(), partitions),
                        ends -> wanted.entrySet().stream()
                                .allMatch(each -> ends.getOrDefault(each.getKey(), -1L) >= each.getValue()));
    }

    private static Map<TopicPartition, Long> ends(KafkaRecords cluster, List<TopicPartition> partitions)
            throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(each -> asked.put(each, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (Admin admin = Admin.create(cluster.configs(Map.of()))) {
            admin.listOffsets(asked)
                    .all()
                    .get(SECONDS, TimeUnit.SECONDS)
                    .forEach((partition, found) -> ends.put(partition, found.offset()));
        }
        return ends;
    }

    @Override
    public void close() {
        linkBrokers.forEach(TainProcess::close);
        destination.close();
        source.close();
    }
}
