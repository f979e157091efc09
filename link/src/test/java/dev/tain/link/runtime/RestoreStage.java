package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorWish;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaRecords;
import dev.tain.testkit.LogBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/** A source, and a destination of two stock brokers that a link broker joins as the third. */
final class RestoreStage implements AutoCloseable {
    static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int LINK_NODE = 9;

    final KafkaCluster source;
    /** One of the brokers may be away without that the cluster forgets groups and transactions. */
    private static final Map<String, String> TWICE = Map.of(
            "offsets.topic.replication.factor", "2",
            "transaction.state.log.replication.factor", "2");

    final KafkaCluster destination = KafkaCluster.start(2, TWICE);
    private final Path directory;
    private final String listener = "127.0.0.1:" + KafkaCluster.freePort();
    private final LinkBroker broker;

    RestoreStage(Path directory, int sourceBrokers) throws IOException {
        this.directory = directory;
        this.source = KafkaCluster.start(sourceBrokers);
        Map<String, String> properties = new TreeMap<>(destination.brokerProperties(LINK_NODE));
        properties.putAll(TWICE);
        properties.putAll(Map.of(
                "process.roles",
                "broker",
                "listeners",
                "PLAINTEXT://" + listener,
                "log.dirs",
                logs().toString(),
                "cluster.id",
                destination.id()));
        Path file = directory.resolve("broker.properties");
        Files.writeString(
                file,
                properties.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                        .collect(Collectors.joining()));
        this.broker = TestBroker.deciding(new KafkaPlace.Joined(file));
    }

    private Path logs() {
        return directory.resolve("logs");
    }

    LinkService links() {
        return broker.service();
    }

    KafkaRecords there() {
        return new KafkaRecords(source.bootstrap());
    }

    KafkaRecords here() {
        return new KafkaRecords(destination.bootstrap() + "," + listener);
    }

    void link(String name, Map<String, String> more) {
        Map<String, String> configs = new HashMap<>(more);
        configs.put("bootstrap.servers", source.bootstrap());
        configs.put("replica.fetch.backoff.ms", "100");
        links().createLink(new LinkWish(name, "", configs, false, true));
    }

    void create(String topic, int partitions, int replicas, Map<String, String> configs) throws Exception {
        try (Admin admin = source.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) replicas).configs(configs)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    void mirror(String link, String topic) {
        links().createMirror(link, new MirrorWish(topic, Optional.empty(), Optional.of(3), Map.of()));
    }

    LinkService.VerbResult alter(String link, Verb verb, String topic) {
        MirrorChoice choice = new MirrorChoice(List.of(topic), Optional.empty());
        return links().alterMirrors(link, verb, choice, false).getFirst();
    }

    MirrorStatus await(String link, String topic, Condition condition) {
        return Await.atMost(LIMIT)
                .value(
                        topic + " is " + condition,
                        () -> links().mirror(link, topic),
                        status -> status.condition() == condition);
    }

    /** The lag is told by what was last heard of the source, so that is compared with what the source has now. */
    void awaitNoLag(String link, String topic) {
        Await.atMost(LIMIT).every(Duration.ofMillis(50)).thatHolds(topic + " has all", () -> {
            MirrorStatus mirror = links().mirror(link, topic);
            return !mirror.lags().isEmpty()
                    && mirror.lags().stream().allMatch(each -> each.records() == 0)
                    && mirror.lags().stream().mapToLong(MirrorStatus.Lag::end).sum() == sourceEnds(mirror);
        });
    }

    private long sourceEnds(MirrorStatus mirror) throws Exception {
        Map<TopicPartition, OffsetSpec> wanted = mirror.lags().stream()
                .collect(Collectors.toMap(
                        each -> new TopicPartition(mirror.sourceTopic(), each.partition()),
                        each -> OffsetSpec.latest()));
        try (Admin admin = source.admin()) {
            return admin.listOffsets(wanted).all().get(10, TimeUnit.SECONDS).values().stream()
                    .mapToLong(each -> each.offset())
                    .sum();
        }
    }

    /** All three replicas of the mirror have the bytes that a broker of the source has. */
    void assertSameBytes(String topic, int partition, int sourceNode) {
        String name = topic + "-" + partition;
        List<String> expected =
                LogBytes.of(source.node(sourceNode).logDirectory().resolve(name));
        assertThat(expected).isNotEmpty();
        for (Path log : List.of(
                logs(), destination.node(2).logDirectory(), destination.node(3).logDirectory())) {
            Path replica = log.resolve(name);
            Await.atMost(LIMIT).value(replica.toString(), () -> LogBytes.of(replica), expected::equals);
        }
    }

    /** Waits until the destination has so many brokers. */
    void awaitBrokers(int count) {
        try (Admin admin = Admin.create(here().configs(Map.of()))) {
            Await.atMost(LIMIT)
                    .thatHolds(
                            count + " brokers are there",
                            () -> admin.describeCluster()
                                            .nodes()
                                            .get(5, TimeUnit.SECONDS)
                                            .size()
                                    == count);
        }
    }

    /** The values in a file of saved records. */
    static List<String> saved(String file) throws IOException {
        List<String> values = new ArrayList<>();
        for (RecordBatch batch : MemoryRecords.readableRecords(ByteBuffer.wrap(Files.readAllBytes(Path.of(file))))
                .batches()) {
            batch.ensureValid();
            for (Record each : batch) {
                if (!batch.isControlBatch()) {
                    values.add(StandardCharsets.UTF_8.decode(each.value()).toString());
                }
            }
        }
        return values;
    }

    @Override
    public void close() {
        broker.close();
        destination.close();
        source.close();
    }
}
