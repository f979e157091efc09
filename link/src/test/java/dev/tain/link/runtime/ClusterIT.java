package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.BrokerService;
import dev.tain.link.GroupService;
import dev.tain.link.GroupService.Assigned;
import dev.tain.link.GroupService.Group;
import dev.tain.link.GroupService.GroupLag;
import dev.tain.link.GroupService.Kind;
import dev.tain.link.GroupService.Member;
import dev.tain.link.GroupService.State;
import dev.tain.link.KafkaConfigValue;
import dev.tain.link.KafkaConfigValue.Source;
import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.PartitionService;
import dev.tain.link.PartitionService.Partition;
import dev.tain.link.PartitionService.Replica;
import dev.tain.link.TopicWish;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real cluster of one broker says of its brokers, partitions and consumer groups. */
class ClusterIT {
    @TempDir
    static Path directory;

    private static LinkBroker broker;

    @BeforeAll
    static void start() {
        broker = TestBroker.deciding(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static BrokerService brokers() {
        return broker.service().cluster().brokers();
    }

    private static PartitionService partitions() {
        return broker.service().cluster().partitions();
    }

    private static GroupService groups() {
        return broker.service().cluster().groups();
    }

    private static ErrorCode refused(Runnable wish) {
        return catchThrowableOfType(TainException.class, wish::run).code();
    }

    private static void make(String topic, int count) {
        broker.service()
                .cluster()
                .topics()
                .create(new TopicWish(topic, Optional.of(count), Optional.of(1), Map.of(), false));
        Await.until(
                "topic " + topic,
                () -> partitions().partitions(topic).stream()
                        .allMatch(each -> each.leader().isPresent()));
    }

    private static int id() {
        return brokers().brokers().getFirst().id();
    }

    @Test
    void theBrokerSaysWhereItIs() {
        assertThat(brokers().brokers()).hasSize(1);
        assertThat(brokers().broker(id()).host() + ":" + brokers().broker(id()).port())
                .isEqualTo(broker.bootstrap());
        assertThat(refused(() -> brokers().broker(id() + 1))).isEqualTo(ErrorCode.BROKER_UNKNOWN);
        assertThat(refused(() -> brokers().configs(id() + 1))).isEqualTo(ErrorCode.BROKER_UNKNOWN);
    }

    private static Optional<KafkaConfigValue> find(List<KafkaConfigValue> configs, String name) {
        return configs.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static ConfigChange set(String name, String value) {
        return new ConfigChange(name, Optional.of(value));
    }

    private static ConfigChange reset(String name) {
        return new ConfigChange(name, Optional.empty());
    }

    @Test
    void configsOfBrokersAreSetForOneAndForAll() {
        String name = "log.cleaner.backoff.ms";
        assertThat(find(brokers().configs(id()), name).orElseThrow().isDefault())
                .isTrue();

        brokers().alter(Optional.empty(), List.of(set(name, "16000")), true);
        brokers().alter(Optional.empty(), List.of(set(name, "17000")), false);
        Await.untilEqual(
                "it is set for all brokers",
                Optional.of("17000"),
                () -> find(brokers().common(), name).flatMap(KafkaConfigValue::value));
        assertThat(find(brokers().common(), name).orElseThrow().source()).isEqualTo(Source.ALL_BROKERS);
        brokers().alter(Optional.of(id()), List.of(set(name, "18000")), false);
        Await.untilEqual(
                "it is set for this broker",
                Optional.of("18000"),
                () -> find(brokers().configs(id()), name).flatMap(KafkaConfigValue::value));
        assertThat(find(brokers().configs(id()), name).orElseThrow().synonyms()).hasSize(3);

        brokers().alter(Optional.of(id()), List.of(reset(name)), false);
        brokers().alter(Optional.empty(), List.of(reset(name)), false);
        Await.until(
                "it is not set any more", () -> find(brokers().common(), name).isEmpty());
    }

    @Test
    void configsOfBrokersThatCannotBeAreRefused() {
        Optional<Integer> all = Optional.empty();
        assertThat(refused(() -> brokers().alter(all, List.of(set("no.such.config", "1")), false)))
                .isEqualTo(ErrorCode.BROKER_CONFIG_UNKNOWN);
        assertThat(refused(() -> brokers().alter(all, List.of(reset("no.such.config")), false)))
                .isEqualTo(ErrorCode.BROKER_CONFIG_UNKNOWN);
        assertThat(refused(() -> brokers().alter(Optional.of(id()), List.of(set("node.id", "9")), false)))
                .isEqualTo(ErrorCode.KAFKA_REFUSED);
        assertThat(refused(() -> brokers().alter(Optional.of(id()), List.of(set("log.cleaner.threads", "x")), false)))
                .isEqualTo(ErrorCode.KAFKA_REFUSED);
        assertThat(refused(() -> brokers().alter(Optional.of(id() + 1), List.of(set("x", "x")), false)))
                .isEqualTo(ErrorCode.BROKER_UNKNOWN);
    }

    @Test
    void partitionsSayWhoLeadsThem() {
        make("three", 3);
        Replica only = new Replica(id(), true, true);
        assertThat(partitions().partitions("three"))
                .containsExactly(
                        new Partition("three", 0, Optional.of(id()), List.of(only)),
                        new Partition("three", 1, Optional.of(id()), List.of(only)),
                        new Partition("three", 2, Optional.of(id()), List.of(only)));
        assertThat(partitions().partition("three", 2).partition()).isEqualTo(2);
        assertThat(partitions().onBroker(id())).contains(partitions().partition("three", 1));
        assertThat(partitions().onBroker(id() + 1)).isEmpty();
        assertThat(partitions().moves(Optional.empty())).isEmpty();
        assertThat(partitions().moves(Optional.of("three"))).isEmpty();
        assertThat(refused(() -> partitions().partition("three", 3))).isEqualTo(ErrorCode.PARTITION_UNKNOWN);
        assertThat(refused(() -> partitions().partitions("nothing"))).isEqualTo(ErrorCode.TOPIC_UNKNOWN);
        assertThat(refused(() -> partitions().partitions("no/name"))).isEqualTo(ErrorCode.TOPIC_UNKNOWN);
        assertThat(refused(() -> partitions().moves(Optional.of("nothing")))).isEqualTo(ErrorCode.TOPIC_UNKNOWN);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String protocol, String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrap(),
                        "group.id",
                        group,
                        "client.id",
                        "reader",
                        "group.protocol",
                        protocol,
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        "4",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void groupsSayWhoReadsAndHowFarTheyAreBehind(String protocol) {
        String topic = protocol + "-read";
        String name = protocol + "-readers";
        make(topic, 1);
        new KafkaRecords(broker.bootstrap()).send(topic, 0, "a", 10);
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(protocol, name)) {
            consumer.subscribe(List.of(topic));
            Await.until("it reads", () -> !consumer.poll(Duration.ofMillis(200)).isEmpty());
            consumer.commitSync();
            long committed = consumer.position(consumer.assignment().iterator().next());

            Group group = groups().group(name);
            assertThat(group.state()).isEqualTo(State.STABLE);
            assertThat(group.kind()).isEqualTo(Kind.valueOf(protocol.toUpperCase(java.util.Locale.ROOT)));
            assertThat(group.coordinator()).isEqualTo(id());
            assertThat(group.isSimple()).isFalse();
            Member member = group.members().getFirst();
            assertThat(member.client()).isEqualTo("reader");
            assertThat(member.assigned()).containsExactly(new Assigned(topic, 0));
            assertThat(groups().groups()).contains(group);
            assertThat(groups().lags(name)).containsExactly(new GroupLag(topic, 0, committed, 10, Optional.of(member)));
            assertThat(groups().lags(name).getFirst().lag())
                    .isEqualTo(10 - committed)
                    .isPositive();
        }
        Await.untilEqual(
                "nobody is in it", State.EMPTY, () -> groups().group(name).state());
        assertThat(groups().lags(name).getFirst().member()).isEmpty();

        broker.service().cluster().topics().delete(topic);
        Await.until(
                "of a deleted topic nothing is told", () -> groups().lags(name).isEmpty());
    }

    @Test
    void aGroupThatThereIsNotIsUnknown() {
        assertThat(refused(() -> groups().group("nobody"))).isEqualTo(ErrorCode.GROUP_UNKNOWN);
        assertThat(refused(() -> groups().lags("nobody"))).isEqualTo(ErrorCode.GROUP_UNKNOWN);
        assertThat(groups().groups()).noneMatch(each -> each.id().equals("nobody"));
    }
}
