package dev.tain.server;

import dev.tain.link.BrokerService;
import dev.tain.link.ClusterServices;
import dev.tain.link.KafkaConfigValue;
import dev.tain.link.KafkaConfigValue.Source;
import dev.tain.link.KafkaConfigValue.Synonym;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.PartitionService;
import dev.tain.link.TopicStatus;
import dev.tain.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A cluster of three brokers in memory. Partition p is led by broker p modulo 3 plus 1 and followed by the next one,
 * which is not in sync for partition 1; nobody leads partition 2. The first partition of a topic {@code moving} is
 * being moved.
 */
final class FakeCluster implements BrokerService, PartitionService {
    private static final int BROKERS = 3;

    private final FakeLinks links;
    private final FakeTopics topics;

    private FakeCluster(FakeLinks links, FakeTopics topics) {
        this.links = links;
        this.topics = topics;
    }

    static ClusterServices of(FakeLinks links) {
        FakeTopics topics = new FakeTopics(links);
        FakeCluster cluster = new FakeCluster(links, topics);
        return new ClusterServices(
                topics, new FakeTopicConfigs(links, topics), cluster, cluster, new FakeGroups(), new FakeAcls(links));
    }

    @Override
    public List<Broker> brokers() {
        return IntStream.rangeClosed(1, BROKERS)
                .mapToObj(id -> new Broker(id, "kafka" + id, 9092, id == 1 ? Optional.of("here") : Optional.empty()))
                .toList();
    }

    @Override
    public Broker broker(int id) {
        return brokers().stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow(() -> FakeLinks.error(ErrorCode.BROKER_UNKNOWN, "There is no broker " + id + "."));
    }

    @Override
    public List<KafkaConfigValue> configs(int broker) {
        broker(broker);
        List<Synonym> synonyms = List.of(
                new Synonym("max.connections", Optional.of("1000"), Source.BROKER),
                new Synonym("max.connections", Optional.of("2147483647"), Source.STANDARD));
        return List.of(
                new KafkaConfigValue("max.connections", Optional.of("1000"), Source.BROKER, false, false, synonyms),
                new KafkaConfigValue("node.id", Optional.of("" + broker), Source.BROKER_FILE, true, false, List.of()),
                new KafkaConfigValue("ssl.key.password", Optional.empty(), Source.BROKER_FILE, false, true, List.of()));
    }

    @Override
    public List<KafkaConfigValue> common() {
        return List.of(new KafkaConfigValue(
                "compression.type", Optional.of("gzip"), Source.ALL_BROKERS, false, false, List.of()));
    }

    @Override
    public void alter(Optional<Integer> broker, List<ConfigChange> changes, boolean validateOnly) {
        links.change("alterBrokerConfigs " + broker + " " + changes + (validateOnly ? " validateOnly" : ""));
        broker.ifPresent(this::broker);
        for (ConfigChange change : changes) {
            switch (change.name()) {
                case "no.such" ->
                    throw FakeLinks.error(
                            ErrorCode.BROKER_CONFIG_UNKNOWN, "Brokers have no config '" + change.name() + "'.");
                case "node.id" ->
                    throw FakeLinks.error(
                            ErrorCode.KAFKA_REFUSED, "The config 'node.id' cannot be changed while a broker runs.");
                default -> {}
            }
        }
    }

    @Override
    public List<Partition> partitions(String topic) {
        TopicStatus status = topics.topic(topic);
        return IntStream.range(0, status.partitions())
                .mapToObj(partition -> partition(status, partition))
                .toList();
    }

    private static Partition partition(TopicStatus topic, int partition) {
        boolean led = partition != 2;
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < Math.min(2, topic.replicas()); i++) {
            replicas.add(new Replica((partition + i) % BROKERS + 1, led && i == 0, i == 0 || partition != 1));
        }
        Optional<Integer> leader = led ? Optional.of(replicas.getFirst().broker()) : Optional.empty();
        return new Partition(topic.name(), partition, leader, replicas);
    }

    @Override
    public Partition partition(String topic, int partition) {
        return partitions(topic).stream()
                .filter(each -> each.partition() == partition)
                .findFirst()
                .orElseThrow(() -> FakeLinks.error(
                        ErrorCode.PARTITION_UNKNOWN, "Topic '" + topic + "' has no partition " + partition + "."));
    }

    @Override
    public List<Partition> onBroker(int broker) {
        return topics.topics().stream()
                .flatMap(topic -> partitions(topic.name()).stream())
                .filter(partition -> partition.replicas().stream().anyMatch(replica -> replica.broker() == broker))
                .toList();
    }

    @Override
    public List<Move> moves(Optional<String> topic) {
        topic.ifPresent(topics::topic);
        String moving = "moving";
        boolean there = topics.topics().stream().anyMatch(each -> each.name().equals(moving));
        boolean asked = topic.isEmpty() || topic.equals(Optional.of(moving));
        return there && asked ? List.of(new Move(moving, 0, List.of(3), List.of(1, 2))) : List.of();
    }
}
