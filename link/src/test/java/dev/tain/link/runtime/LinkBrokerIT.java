package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.LinkStatus;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorWish;
import dev.tain.link.plan.MirrorFault;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaRecords;
import dev.tain.testkit.LogBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Links from their making to their end, over a stock source in a process of its own. The last test kills the
 * source.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LinkBrokerIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    static Path directory;

    private static KafkaCluster source;
    private static KafkaRecords there;
    private static int port;
    private static LinkBroker broker;

    @BeforeAll
    static void start() {
        source = KafkaCluster.start(1);
        there = new KafkaRecords(source.bootstrap());
        port = KafkaCluster.freePort();
        broker = opened();
        links().createLink(wish(
                "one",
                Map.of(
                        "topic.config.sync.ms", "1000",
                        "consumer.offset.sync.ms", "1000",
                        "consumer.offset.sync.enable", "true",
                        "consumer.offset.group.filters",
                                "{\"groupFilters\":[{\"name\":\"*\",\"filterType\":\"INCLUDE\"}]}")));
    }

    @AfterAll
    static void stop() {
        broker.close();
        source.close();
    }

    private static LinkBroker opened() {
        return TestBroker.deciding(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", port));
    }

    private static LinkService links() {
        return broker.service();
    }

    private static KafkaRecords here() {
        return new KafkaRecords(broker.bootstrap());
    }

    private static LinkWish wish(String name, Map<String, String> more) {
        Map<String, String> configs = new HashMap<>(more);
        configs.putIfAbsent("bootstrap.servers", source.bootstrap());
        configs.putIfAbsent("replica.fetch.backoff.ms", "100");
        return new LinkWish(name, "", configs, false, true);
    }

    private static void create(String topic, int partitions, Map<String, String> configs) throws Exception {
        try (Admin admin = source.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configs)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    private static void mirror(String link, String topic) {
        links().createMirror(link, new MirrorWish(topic, Optional.empty(), Optional.empty(), Map.of()));
    }

    private static MirrorStatus awaitNoLag(String link, String topic) {
        return Await.atMost(LIMIT)
                .value(
                        topic + " has all",
                        () -> links().mirror(link, topic),
                        status -> !status.lags().isEmpty()
                                && status.lags().stream().allMatch(each -> each.records() == 0));
    }

    private static MirrorStatus awaitCondition(String link, String topic, Condition condition) {
        return Await.atMost(LIMIT)
                .value(
                        topic + " is " + condition,
                        () -> links().mirror(link, topic),
                        status -> status.condition() == condition);
    }

    private static void alter(String link, Verb verb, String topic) {
        var results = links().alterMirrors(link, verb, new MirrorChoice(List.of(topic), Optional.empty()), false);
        assertThat(results).allSatisfy(each -> assertThat(each.refusal()).isEmpty());
    }

    private static void assertSameBytes(String topic, int partition) {
        String name = topic + "-" + partition;
        List<String> mirror = LogBytes.of(directory.resolve("kafka").resolve(name));
        assertThat(mirror)
                .isNotEmpty()
                .isEqualTo(LogBytes.of(source.node(1).logDirectory().resolve(name)));
    }

    @Test
    @Order(1)
    void aMirrorFollowsIsReadOnlySurvivesARestartAndIsPromoted() throws Exception {
        create("orders", 2, Map.of("retention.ms", "86400000"));
        there.send("orders", 0, "a", 500);
        there.send("orders", 1, "b", 300);
        there.commit("shop", "orders", 0, 200);
        mirror("one", "orders");
        awaitNoLag("one", "orders");
        assertSameBytes("orders", 0);
        assertSameBytes("orders", 1);
        assertThatThrownBy(() -> here().send("orders", 0, "x", 1)).isInstanceOf(InvalidRequestException.class);
        Await.until("the group moved", () -> here().committedOffset("shop", "orders", 0) == 200);

        broker.close();
        there.send("orders", 0, "c", 100);
        broker = opened();
        assertThatThrownBy(() -> here().send("orders", 0, "x", 1)).isInstanceOf(InvalidRequestException.class);
        awaitNoLag("one", "orders");
        assertSameBytes("orders", 0);

        for (int i = 0; i < 40; i++) {
            there.send("orders", 1, "producer-" + i + "-", 2);
        }
        alter("one", Verb.PROMOTE, "orders");
        MirrorStatus stopped = awaitCondition("one", "orders", Condition.STOPPED);
        assertThat(stopped.fault()).isEqualTo(MirrorFault.NONE);
        List<String> all = here().committed("orders", 1);
        assertThat(all).isEqualTo(there.committed("orders", 1));
        // producers of this cluster have the ids of the source's; not one of their records may be taken for a
        // repetition
        List<String> own = new ArrayList<>(all);
        for (int i = 0; i < 60; i++) {
            here().send("orders", 1, "own-" + i + "-", 1);
            own.add("own-" + i + "-0");
        }
        assertThat(here().committed("orders", 1)).isEqualTo(own);
        assertThat(here().committedOffset("shop", "orders", 0)).isEqualTo(200);
        assertThat(config("orders", "max.message.bytes")).isNotEqualTo("0");
        var again =
                links().alterMirrors("one", Verb.PROMOTE, new MirrorChoice(List.of("orders"), Optional.empty()), false);
        assertThat(again.getFirst().refusal()).contains("Topic 'orders' has already stopped its mirror from 'one'");
    }

    private static String config(String topic, String name) throws Exception {
        try (Admin admin = Admin.create(here().configs(Map.of()))) {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            var configs = admin.describeConfigs(List.of(resource)).all().get(20, TimeUnit.SECONDS);
            return Objects.requireNonNull(configs.get(resource)).get(name).value();
        }
    }

    @Test
    @Order(2)
    void partitionsAndConfigsFollow() throws Exception {
        create("growing", 1, Map.of("retention.ms", "1000000"));
        links().createMirror(
                        "one",
                        new MirrorWish(
                                "growing",
                                Optional.of("of-another-name"),
                                Optional.of(1),
                                Map.of("unclean.leader.election.enable", "true")));
        assertThat(config("of-another-name", "retention.ms")).isEqualTo("1000000");
        assertThat(config("of-another-name", "max.message.bytes")).isEqualTo("0");
        try (Admin admin = source.admin()) {
            admin.createPartitions(Map.of("growing", NewPartitions.increaseTo(3)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, "growing");
            admin.incrementalAlterConfigs(Map.of(
                            resource,
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("retention.ms", "2000000"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        there.send("growing", 2, "late", 10);
        Await.atMost(LIMIT)
                .thatHolds(
                        "the mirror grew",
                        () -> links().mirror("one", "of-another-name").lags().size() == 3);
        awaitNoLag("one", "of-another-name");
        Await.atMost(LIMIT)
                .thatHolds(
                        "the config followed",
                        () -> config("of-another-name", "retention.ms").equals("2000000"));
    }

    @Test
    @Order(3)
    void pausedMirrorsAndLinksWait() throws Exception {
        alter("one", Verb.PAUSE, "of-another-name");
        there.send("growing", 2, "while paused", 10);
        assertThat(links().mirror("one", "of-another-name").condition()).isEqualTo(Condition.PAUSED);
        assertThat(here().committed("of-another-name", 2)).hasSize(10);
        alter("one", Verb.RESUME, "of-another-name");
        Await.atMost(LIMIT)
                .thatHolds(
                        "the rest came",
                        () -> here().committed("of-another-name", 2).size() == 20);
        links().alterConfigs("one", List.of(new ConfigChange("cluster.link.paused", Optional.of("true"))), false);
        awaitCondition("one", "of-another-name", Condition.LINK_PAUSED);
        assertThat(links().link("one").state()).isEqualTo(LinkStatus.State.PAUSED);
        links().alterConfigs("one", List.of(new ConfigChange("cluster.link.paused", Optional.empty())), false);
        awaitCondition("one", "of-another-name", Condition.ACTIVE);
        here().send("orders", 0, "what was promoted stays open", 1);
    }

    @Test
    @Order(4)
    void wishesThatCannotBeAreRefused() throws Exception {
        assertThat(refused(() -> links().createLink(wish("one", Map.of())))).isEqualTo(ErrorCode.LINK_EXISTS);
        assertThat(refused(() -> links().createLink(wish("-", Map.of())))).isEqualTo(ErrorCode.LINK_INVALID);
        assertThat(refused(() -> links().createLink(wish("self", Map.of("bootstrap.servers", broker.bootstrap())))))
                .isEqualTo(ErrorCode.LINK_INVALID);
        assertThat(refused(() -> links().createLink(wish("x", Map.of("no.such.config", "1")))))
                .isEqualTo(ErrorCode.LINK_CONFIG_UNKNOWN);
        assertThat(refused(() -> links().createLink(wish("x", Map.of("consumer.offset.sync.enable", "true")))))
                .isEqualTo(ErrorCode.LINK_CONFIG_INVALID);
        assertThat(refused(() -> links().createLink(wish("x", Map.of("bootstrap.servers", "127.0.0.1:1")))))
                .isEqualTo(ErrorCode.LINK_SOURCE_UNREACHABLE);
        assertThat(refused(() -> mirror("no-such-link", "t"))).isEqualTo(ErrorCode.LINK_UNKNOWN);
        assertThat(refused(() -> mirror("one", "no-such-topic"))).isEqualTo(ErrorCode.SOURCE_TOPIC_UNKNOWN);
        create("taken", 1, Map.of());
        mirror("one", "taken");
        assertThat(refused(() -> mirror("one", "taken"))).isEqualTo(ErrorCode.MIRROR_TOPIC_EXISTS);
        assertThat(refused(() -> links().createMirror(
                                "one", new MirrorWish("taken", Optional.of("rf"), Optional.of(3), Map.of()))))
                .isEqualTo(ErrorCode.MIRROR_TOPIC_INVALID);
        assertThat(links().mirrors(Optional.of("one")))
                .noneMatch(each -> each.topic().equals("rf"));
        assertThat(refused(() -> links().deleteLink("one", false, false))).isEqualTo(ErrorCode.LINK_IN_USE);
    }

    private static ErrorCode refused(Runnable wish) {
        return catchThrowableOfType(TainException.class, wish::run).code();
    }

    @Test
    @Order(5)
    void anotherTopicOfTheNameIsNeverMixedIn() throws Exception {
        create("recreated", 1, Map.of());
        there.send("recreated", 0, "old", 50);
        mirror("one", "recreated");
        awaitNoLag("one", "recreated");
        try (Admin admin = source.admin()) {
            admin.deleteTopics(List.of("recreated")).all().get(20, TimeUnit.SECONDS);
        }
        create("recreated", 1, Map.of());
        there.send("recreated", 0, "new", 80);
        MirrorStatus failed = awaitCondition("one", "recreated", Condition.FAILED);
        assertThat(failed.fault()).isEqualTo(MirrorFault.SOURCE_TOPIC_RECREATED);
        assertThat(here().committed("recreated", 0)).hasSize(50).allMatch(each -> each.startsWith("old"));
        alter("one", Verb.FAILOVER, "recreated");
        awaitCondition("one", "recreated", Condition.STOPPED);
        here().send("recreated", 0, "own", 5);
        assertThat(here().committed("recreated", 0)).hasSize(55);
    }

    @Test
    @Order(6)
    void aDeletedMirrorTopicIsForgotten() throws Exception {
        create("deleted", 1, Map.of());
        mirror("one", "deleted");
        awaitNoLag("one", "deleted");
        try (Admin admin = Admin.create(here().configs(Map.of()))) {
            admin.deleteTopics(List.of("deleted")).all().get(20, TimeUnit.SECONDS);
        }
        Await.atMost(LIMIT)
                .thatHolds(
                        "the mirror is gone",
                        () -> links().mirrors(Optional.empty()).stream()
                                .noneMatch(each -> each.topic().equals("deleted")));
    }

    @Test
    @Order(9)
    void withoutTheSourceMirrorsAreFailedOverAndTheLinkIsDeleted() throws Exception {
        create("open", 1, Map.of());
        there.send("open", 0, "before", 10);
        mirror("one", "open");
        try (var producer = there.producer(Map.of("transactional.id", "never-ends"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("open", 0, "k", "undecided")).get(20, TimeUnit.SECONDS);
            awaitNoLag("one", "open");
            source.node(1).kill();
            producer.close(Duration.ZERO); // nobody will ever decide about its transaction
        }
        var results = links().alterMirrors(
                        "one", Verb.FAILOVER, new MirrorChoice(List.of(), Optional.of(Pattern.compile("op.*"))), false);
        assertThat(results).hasSize(1);
        awaitCondition("one", "open", Condition.STOPPED);
        here().send("open", 0, "after", 10);
        assertThat(here().committed("open", 0)).hasSize(20).doesNotContain("undecided");
        assertThat(links().link("one").trouble()).isPresent();

        links().deleteLink("one", true, false);
        Await.atMost(LIMIT).thatHolds("the link is gone", () -> links().links().isEmpty());
        here().send("of-another-name", 0, "mine", 1);
    }
}
