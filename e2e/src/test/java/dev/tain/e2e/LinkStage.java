package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaRecords;
import dev.tain.testkit.LogBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A source of one stock broker, a destination of a stock controller and two stock brokers, and a Tain that joins it as
 * its third broker. All are processes of their own.
 */
final class LinkStage implements AutoCloseable {
    static final int TAIN_NODE = 9;
    static final Duration LIMIT = Duration.ofMinutes(2);

    private final KafkaCluster source = KafkaCluster.start(1);
    private final KafkaCluster destination;
    private final Path directory;
    private final String listener = "127.0.0.1:" + KafkaCluster.freePort();
    private final TainProcess tain;

    /** The link broker is the app as it is shipped. */
    LinkStage() {
        this(Map.of(), LinkStage::app);
    }

    private static Launch app(Path properties) {
        return Launch.app("link-broker").serving("link-broker", "--kafka", properties.toString());
    }

    /** A broker of the destination that is silent for a while stays one of it, and so do its replicas. */
    static LinkStage patient() {
        return new LinkStage(
                Map.of("broker.session.timeout.ms", "120000", "replica.lag.time.max.ms", "120000"), LinkStage::app);
    }

    /** The link broker crashes on demand, see {@link LinkCrashMain}. */
    static LinkStage crashing() {
        return new LinkStage(Map.of(), file -> Launch.crashingLinks("link-crash", file));
    }

    private LinkStage(Map<String, String> ofDestination, Function<Path, Launch> launch) {
        destination = KafkaCluster.start(2, ofDestination);
        try {
            directory = Files.createTempDirectory("tain-link-broker");
            Path properties = directory.resolve("broker.properties");
            Files.writeString(properties, brokerProperties());
            tain = TainProcess.start(launch.apply(properties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String brokerProperties() {
        Map<String, String> properties = new TreeMap<>(destination.brokerProperties(TAIN_NODE));
        properties.put("process.roles", "broker");
        properties.put("listeners", "PLAINTEXT://" + listener);
        properties.put("log.dirs", logDirectory().toString());
        properties.put("cluster.id", destination.id());
        return properties.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private Path logDirectory() {
        return directory.resolve("logs");
    }

    TainProcess tain() {
        return tain;
    }

    KafkaCluster source() {
        return source;
    }

    KafkaCluster destination() {
        return destination;
    }

    KafkaRecords there() {
        return new KafkaRecords(source.bootstrap());
    }

    KafkaRecords here() {
        return new KafkaRecords(destination.bootstrap() + "," + listener);
    }

    /** Asks for something of the destination cluster, below {@code /kafka/v3/clusters/ID/}. */
    Answer ask(String method, String path, Object body) {
        return tain.api().kafka(method, "clusters/" + destination.id() + "/" + path, body);
    }

    Answer ask(String method, String path) {
        return tain.api().kafka(method, "clusters/" + destination.id() + "/" + path, null);
    }

    /** @param more names and values after each other */
    void makeLink(String link, List<String> more) {
        List<Map<String, String>> configs = new ArrayList<>();
        configs.add(Map.of("name", "bootstrap.servers", "value", source.bootstrap()));
        for (int i = 0; i < more.size(); i += 2) {
            configs.add(Map.of("name", more.get(i), "value", more.get(i + 1)));
        }
        Answer made = Await.atMost(LIMIT)
                .value(
                        "the link is made",
                        () -> ask(
                                "POST",
                                "links/?link_name=" + link,
                                Map.of("source_cluster_id", source.id(), "configs", configs)),
                        answer -> answer.status() != 503);
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
    }

    /** Waits until the link broker takes wishes. */
    void awaitDeciding(String link) {
        Map<String, ?> nobody = Map.of("mirror_topic_name_pattern", "nobody");
        Await.atMost(LIMIT)
                .thatHolds(
                        "somebody decides about links",
                        () -> ask("POST", "links/" + link + "/mirrors:pause?validate_only=true", nobody)
                                        .status()
                                != 503);
    }

    /** Where the link broker has a partition. */
    Path linkBrokerLog(String topic, int partition) {
        return logDirectory().resolve(topic + "-" + partition);
    }

    /** Waits until all replicas of a topic are in sync. */
    void awaitInSync(String topic) {
        try (Admin admin = destination.admin()) {
            Await.atMost(LIMIT).thatHolds(topic + " is in sync", () -> {
                var described =
                        admin.describeTopics(List.of(topic)).allTopicNames().get(20, TimeUnit.SECONDS);
                return described.values().stream()
                        .flatMap(each -> each.partitions().stream())
                        .allMatch(each -> each.isr().size() == each.replicas().size());
            });
        }
    }

    void mirror(String link, String topic) {
        Answer made =
                ask("POST", "links/" + link + "/mirrors", Map.of("source_topic_name", topic, "replication_factor", 3));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(204);
    }

    /** Asks that a mirror topic be compared with its source. */
    void verify(String link, String topic) {
        Answer asked = ask("POST", "links/" + link + "/mirrors:verify", Map.of("mirror_topic_names", List.of(topic)))
                .succeeded();
        assertThat(asked.at("data").get(0).path("error_code").isNull())
                .as("%s", asked.body())
                .isTrue();
    }

    Answer verification(String link, String topic) {
        return ask("GET", "links/" + link + "/mirrors/" + topic + "/verification")
                .succeeded();
    }

    void createAtSource(String topic, int partitions) {
        try (Admin admin = source.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the topic was not created", e);
        }
    }

    /** The answer about a mirror once it has the status. */
    Answer awaitStatus(String link, String topic, String status) {
        return Await.atMost(LIMIT)
                .value(
                        topic + " is " + status,
                        () -> ask("GET", "links/" + link + "/mirrors/" + topic),
                        answer -> answer.text("mirror_status").equals(status));
    }

    /** Waits until the mirror has everything; nothing may write to the source meanwhile. */
    void awaitNoLag(String link, String topic) {
        Await.atMost(LIMIT).thatHolds(topic + " has all", () -> {
            Answer mirror = ask("GET", "links/" + link + "/mirrors/" + topic);
            List<Long> lags = new ArrayList<>();
            mirror.at("mirror_lags").forEach(each -> lags.add(each.path("lag").asLong(-1)));
            return !lags.isEmpty() && lags.stream().allMatch(lag -> lag == 0);
        });
    }

    /** Every replica of the mirror has the same batches on its disk as the source has. */
    void assertSameBytes(String sourceTopic, String mirrorTopic, int partitions, boolean onAllBrokers) {
        for (int partition = 0; partition < partitions; partition++) {
            List<String> expected = LogBytes.of(source.node(1).logDirectory().resolve(sourceTopic + "-" + partition));
            List<Path> logs = new ArrayList<>(List.of(logDirectory()));
            if (onAllBrokers) {
                logs.add(destination.node(2).logDirectory());
                logs.add(destination.node(3).logDirectory());
            }
            for (Path log : logs) {
                Path replica = log.resolve(mirrorTopic + "-" + partition);
                Await.atMost(LIMIT).value(replica.toString(), () -> LogBytes.of(replica), expected::equals);
                assertThat(LogBytes.of(replica)).isEqualTo(expected).isNotEmpty();
            }
        }
    }

    @Override
    public void close() {
        tain.close();
        destination.close();
        source.close();
    }
}
