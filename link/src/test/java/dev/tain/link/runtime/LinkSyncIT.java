package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.LinkStatus.Problem;
import dev.tain.link.LinkStatus.ProblemKind;
import dev.tain.link.LinkStatus.Task;
import dev.tain.link.LinkStatus.TaskKind;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorWish;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What links do by themselves, over a stock source in a process of its own; each test has links of its own. */
class LinkSyncIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    static Path directory;

    private static KafkaCluster source;
    private static KafkaRecords there;
    private static LinkBroker broker;

    @BeforeAll
    static void start() {
        source = KafkaCluster.start(1);
        there = new KafkaRecords(source.bootstrap());
        broker = TestBroker.deciding(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
    }

    @AfterAll
    static void stop() {
        broker.close();
        source.close();
    }

    private static LinkService links() {
        return broker.service();
    }

    private static KafkaRecords here() {
        return new KafkaRecords(broker.bootstrap());
    }

    private static Admin admin() {
        return Admin.create(here().configs(Map.of()));
    }

    private static TainException refused(Runnable wish) {
        return catchThrowableOfType(TainException.class, wish::run);
    }

    private static void createLink(String name, Map<String, String> more) {
        Map<String, String> configs = new HashMap<>(more);
        configs.put("bootstrap.servers", source.bootstrap());
        configs.put("replica.fetch.backoff.ms", "100");
        links().createLink(new LinkWish(name, "", configs, false, true));
    }

    private static void create(Admin admin, Map<String, String> configs, String... topics) throws Exception {
        List<NewTopic> all = List.of(topics).stream()
                .map(each -> new NewTopic(each, 2, (short) 1).configs(configs))
                .toList();
        admin.createTopics(all).all().get(20, TimeUnit.SECONDS);
    }

    private static void createThere(Map<String, String> configs, String... topics) throws Exception {
        try (Admin admin = source.admin()) {
            create(admin, configs, topics);
        }
    }

    private static void deleteThere(String topic) throws Exception {
        try (Admin admin = source.admin()) {
            admin.deleteTopics(List.of(topic)).all().get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> mirrors(String link) {
        return links().mirrors(Optional.of(link)).stream()
                .map(MirrorStatus::topic)
                .toList();
    }

    private static void awaitMirror(String link, String topic) {
        Await.atMost(LIMIT)
                .thatHolds(topic + " is a mirror", () -> mirrors(link).contains(topic));
    }

    private static void awaitCondition(String link, String topic, Condition condition) {
        Await.atMost(LIMIT)
                .thatHolds(
                        topic + " is " + condition,
                        () -> links().mirror(link, topic).condition() == condition);
    }

    private static Task task(String link, TaskKind kind) {
        return links().link(link).tasks().stream()
                .filter(each -> each.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static List<Problem> awaitProblem(String link, TaskKind kind, ProblemKind problem) {
        return Await.atMost(LIMIT)
                .value(
                        kind + " says " + problem,
                        () -> task(link, kind).problems(),
                        problems -> problems.stream().anyMatch(each -> each.kind() == problem));
    }

    @Test
    void mirrorsAreMadeOfNewTopicsAndNeverAgainstTheWishOfSomebody() throws Exception {
        createThere(Map.of("retention.ms", "86400000"), "shop-a", "shop-b", "shop-taken", "shop-secret-1", "other");
        createThere(Map.of("max.message.bytes", "0"), "shop-mirror");
        try (Admin admin = admin()) {
            create(admin, Map.of(), "p.shop-taken");
        }
        there.send("shop-a", 1, "a", 10);
        createLink(
                "auto",
                Map.of(
                        "cluster.link.prefix",
                        "p.",
                        "auto.create.mirror.topics.enable",
                        "true",
                        "auto.create.mirror.topics.filters",
                        """
                {"topicFilters": [
                  {"name": "shop-", "patternType": "PREFIXED", "filterType": "INCLUDE"},
                  {"name": "shop-secret", "patternType": "PREFIXED", "filterType": "EXCLUDE"}]}"""));
        awaitMirror("auto", "p.shop-a");
        awaitMirror("auto", "p.shop-b");
        assertThat(awaitProblem("auto", TaskKind.AUTO_CREATE, ProblemKind.TOPIC_EXISTS))
                .singleElement()
                .satisfies(each -> assertThat(each.sentence()).contains("p.shop-taken"));
        Await.atMost(LIMIT)
                .thatHolds(
                        "records are here",
                        () -> here().committed("p.shop-a", 1).size() == 10);

        // one is ended, one deleted, of one the source has another topic
        MirrorChoice ended = new MirrorChoice(List.of("p.shop-a"), Optional.empty());
        links().alterMirrors("auto", Verb.FAILOVER, ended, false);
        awaitCondition("auto", "p.shop-a", Condition.STOPPED);
        try (Admin admin = admin()) {
            admin.deleteTopics(List.of("p.shop-a", "p.shop-b")).all().get(20, TimeUnit.SECONDS);
        }
        Await.atMost(LIMIT)
                .thatHolds("both are forgotten", () -> mirrors("auto").isEmpty());
        deleteThere("shop-b");
        createThere(Map.of(), "shop-b", "shop-new");
        awaitMirror("auto", "p.shop-new");
        awaitMirror("auto", "p.shop-b");
        assertThat(mirrors("auto")).containsExactly("p.shop-b", "p.shop-new");
        there.send("shop-new", 0, "n", 5);
        Await.atMost(LIMIT)
                .thatHolds(
                        "what is new comes",
                        () -> here().committed("p.shop-new", 0).size() == 5);
    }

    @Test
    void withoutFiltersNothingIsSwitchedOn() {
        createLink("plain", Map.of());
        String enable = "auto.create.mirror.topics.enable";
        String filters = "auto.create.mirror.topics.filters";
        for (List<ConfigChange> changes : List.of(
                List.of(new ConfigChange(enable, Optional.of("true"))),
                List.of(
                        new ConfigChange(enable, Optional.of("true")),
                        new ConfigChange(filters, Optional.of("{\"topicFilters\":[]}"))))) {
            TainException refusal = refused(() -> links().alterConfigs("plain", changes, false));
            assertThat(refusal.code()).isEqualTo(ErrorCode.LINK_CONFIG_INVALID);
            assertThat(refusal).hasMessageContaining(filters);
        }
        assertThat(task("plain", TaskKind.AUTO_CREATE).active()).isFalse();
    }

    @Test
    void groupsGetThePrefix() throws Exception {
        createThere(Map.of(), "ledger");
        there.send("ledger", 0, "a", 50);
        there.commit("clerk", "ledger", 0, 20);
        createLink(
                "groups",
                Map.of(
                        "cluster.link.prefix",
                        "g.",
                        "consumer.group.prefix.enable",
                        "true",
                        "consumer.offset.sync.enable",
                        "true",
                        "consumer.offset.sync.ms",
                        "1000",
                        "consumer.offset.group.filters",
                        "{\"groupFilters\":[{\"name\":\"clerk\",\"filterType\":\"INCLUDE\"}]}"));
        links().createMirror("groups", new MirrorWish("ledger", Optional.empty(), Optional.empty(), Map.of()));
        Await.atMost(LIMIT)
                .thatHolds("the group stands here", () -> here().committedOffset("g.clerk", "g.ledger", 0) == 20);
        there.commit("clerk", "ledger", 0, 30);
        Await.atMost(LIMIT).thatHolds("the group moved", () -> here().committedOffset("g.clerk", "g.ledger", 0) == 30);
        assertThat(here().committedOffset("clerk", "g.ledger", 0)).isEqualTo(-1);
        TainException refusal = refused(() -> createLink("no-prefix", Map.of("consumer.group.prefix.enable", "true")));
        assertThat(refusal.code()).isEqualTo(ErrorCode.LINK_CONFIG_INVALID);
        assertThat(refusal).hasMessageContaining("cluster.link.prefix");
    }

    @Test
    void withoutAuthorizersThereAreNoAcls() {
        String filters = "{\"aclFilters\":[{\"resourceFilter\":{\"resourceType\":\"any\",\"patternType\":\"any\"},"
                + "\"accessFilter\":{\"operation\":\"any\",\"permissionType\":\"any\"}}]}";
        createLink("acls", Map.of("acl.sync.enable", "true", "acl.filters", filters));
        assertThat(awaitProblem("acls", TaskKind.ACLS, ProblemKind.SECURITY_DISABLED))
                .singleElement()
                .satisfies(each -> assertThat(each.sentence()).startsWith("The source has no authorizer"));
        List<Map<String, String>> wrong = List.of(
                Map.of("acl.sync.enable", "true"),
                Map.of("acl.sync.enable", "true", "acl.filters", filters, "cluster.link.prefix", "q."),
                Map.of("acl.filters", filters.replace("operation", "operations")));
        for (Map<String, String> configs : wrong) {
            assertThat(refused(() -> createLink("wrong", configs)).code()).isEqualTo(ErrorCode.LINK_CONFIG_INVALID);
        }
    }

    @Test
    void mirrorsBeginAtTheEndOrAtATime() throws Exception {
        createThere(Map.of("retention.ms", "-1"), "history", "kept");
        there.send("history", 0, "old", 30);
        try (var producer = there.producer(Map.of("linger.ms", "2000"))) {
            List<Future<RecordMetadata>> oneBatch = new ArrayList<>();
            for (long i = 0; i < 10; i++) {
                oneBatch.add(producer.send(new ProducerRecord<>("kept", 0, i * 1000, "k", "v" + i)));
            }
            oneBatch.getLast().get(20, TimeUnit.SECONDS);
        }
        createLink("late", Map.of("mirror.start.offset.spec", "latest"));
        createLink(
                "since", Map.of("mirror.start.offset.spec", "1970-01-01T00:00:05Z", "cluster.link.prefix", "since."));
        links().createMirror("late", new MirrorWish("history", Optional.empty(), Optional.empty(), Map.of()));
        for (String each : List.of("kept", "history")) {
            links().createMirror("since", new MirrorWish(each, Optional.empty(), Optional.empty(), Map.of()));
        }
        there.send("history", 0, "new", 3);
        there.send("history", 1, "other", 2);
        awaitRecords("history", 0, "new0", "new1", "new2");
        awaitRecords("history", 1, "other0", "other1");
        awaitRecords("since.kept", 0, "v5", "v6", "v7", "v8", "v9");
        Await.atMost(LIMIT)
                .thatHolds(
                        "all of it is of later",
                        () -> here().committed("since.history", 0).size() == 33);
        assertThat(firstOffset("history", 0)).isEqualTo(30);
        assertThat(firstOffset("since.kept", 0)).isEqualTo(5);
    }

    @Test
    void nothingIsSyncedFromAnotherClusterThanWasMeant() {
        Map<String, String> configs = Map.of(
                "bootstrap.servers",
                source.bootstrap(),
                "auto.create.mirror.topics.enable",
                "true",
                "auto.create.mirror.topics.filters",
                "{\"topicFilters\":[{\"name\":\"*\",\"patternType\":\"LITERAL\",\"filterType\":\"INCLUDE\"}]}",
                "cluster.link.prefix",
                "wrong.");
        links().createLink(new LinkWish("elsewhere", "another-cluster", configs, false, false));
        assertThat(awaitProblem("elsewhere", TaskKind.AUTO_CREATE, ProblemKind.MISCONFIGURED))
                .singleElement()
                .satisfies(each ->
                        assertThat(each.sentence()).contains(source.id()).contains("another-cluster"));
    }

    private static void awaitRecords(String topic, int partition, String... values) {
        Await.atMost(LIMIT)
                .value(topic + " has records", () -> here().committed(topic, partition), List.of(values)::equals);
    }

    private static long firstOffset(String topic, int partition) throws Exception {
        TopicPartition name = new TopicPartition(topic, partition);
        try (Admin admin = admin()) {
            return admin.listOffsets(Map.of(name, OffsetSpec.earliest()))
                    .partitionResult(name)
                    .get(20, TimeUnit.SECONDS)
                    .offset();
        }
    }
}
