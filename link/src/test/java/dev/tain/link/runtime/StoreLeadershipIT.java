package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorWish;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two link brokers of one cluster; the one that decides about links goes, and does not come back. */
class StoreLeadershipIT {
    private static final int FIRST = 8;
    private static final int SECOND = 9;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Map<String, String> TWICE = Map.of("transaction.state.log.replication.factor", "2");

    @TempDir
    static Path directory;

    private static KafkaPlace.Joined place(KafkaCluster cluster, int node) throws IOException {
        Map<String, String> properties = new TreeMap<>(cluster.brokerProperties(node));
        properties.putAll(TWICE);
        properties.putAll(Map.of(
                "process.roles",
                "broker",
                "listeners",
                "PLAINTEXT://127.0.0.1:" + KafkaCluster.freePort(),
                "log.dirs",
                directory.resolve("logs-" + node).toString(),
                "cluster.id",
                cluster.id()));
        Path file = directory.resolve(node + ".properties");
        Files.writeString(
                file,
                properties.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                        .collect(Collectors.joining()));
        return new KafkaPlace.Joined(file);
    }

    @Test
    void anotherLinkBrokerPutsItselfInItsPlace() throws Exception {
        try (KafkaCluster source = KafkaCluster.start(1);
                KafkaCluster destination = KafkaCluster.start(2, TWICE)) {
            LinkBroker first = TestBroker.deciding(place(destination, FIRST));
            try (LinkBroker second = TestBroker.open(place(destination, SECOND))) {
                first.service()
                        .createLink(
                                new LinkWish("l", "", Map.of("bootstrap.servers", source.bootstrap()), false, true));
                Await.untilEqual(
                        "the other one knows the link",
                        1,
                        () -> second.service().links().size());
                assertThat(store(destination).replicas().getFirst().id()).isEqualTo(FIRST);

                first.close();

                TestBroker.awaitDeciding(second, LIMIT);
                TopicPartitionInfo store = store(destination);
                assertThat(store.leader().id()).isEqualTo(SECOND);
                assertThat(store.replicas()).hasSize(3).noneMatch(each -> each.id() == FIRST);
                new KafkaRecords(source.bootstrap()).send("t", 0, "a", 10);
                second.service().createMirror("l", new MirrorWish("t", Optional.empty(), Optional.of(1), Map.of()));
                Await.atMost(LIMIT).thatHolds("it mirrors", () -> {
                    var mirror = second.service().mirror("l", "t");
                    return mirror.condition() == Condition.ACTIVE
                            && mirror.lags().getFirst().end() == 10;
                });
            } finally {
                first.close();
            }
        }
    }

    private static TopicPartitionInfo store(KafkaCluster cluster) throws Exception {
        try (Admin admin = cluster.admin()) {
            return admin.describeTopics(List.of("__tain_links"))
                    .allTopicNames()
                    .get(20, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .getFirst();
        }
    }
}
