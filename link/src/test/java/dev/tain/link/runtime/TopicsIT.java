package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.KafkaConfigValue;
import dev.tain.link.KafkaConfigValue.Source;
import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorWish;
import dev.tain.link.TopicConfigService;
import dev.tain.link.TopicService;
import dev.tain.link.TopicStatus;
import dev.tain.link.TopicWish;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaRecords;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do to topics of a real broker, ordinary ones and mirrors of a stock source. */
class TopicsIT {
    @TempDir
    static Path directory;

    private static KafkaCluster source;
    private static LinkBroker broker;

    @BeforeAll
    static void start() {
        source = KafkaCluster.start(1);
        broker = TestBroker.open(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
        Map<String, String> configs =
                Map.of("bootstrap.servers", source.bootstrap(), "replica.fetch.backoff.ms", "100");
        Await.until("there is a link", () -> {
            broker.service().createLink(new LinkWish("one", "", configs, false, true));
            return true;
        });
    }

    @AfterAll
    static void stop() {
        broker.close();
        source.close();
    }

    private static TopicService topics() {
        return broker.service().cluster().topics();
    }

    private static TopicConfigService configs() {
        return broker.service().cluster().topicConfigs();
    }

    private static TopicWish wish(String name, int partitions) {
        return new TopicWish(name, Optional.of(partitions), Optional.of(1), Map.of(), false);
    }

    private static ErrorCode refused(Runnable wish) {
        return catchThrowableOfType(TainException.class, wish::run).code();
    }

    private static void awaitTopic(String name, int partitions) {
        Await.untilEqual("topic " + name, new TopicStatus(name, false, 1, partitions), () -> topics().topic(name));
    }

    private static void awaitNoTopic(String name) {
        Await.until(
                "no topic " + name,
                () -> topics().topics().stream().noneMatch(each -> each.name().equals(name)));
        assertThat(refused(() -> topics().topic(name))).isEqualTo(ErrorCode.TOPIC_UNKNOWN);
    }

    private static KafkaConfigValue config(String topic, String name) {
        return configs().configs(topic).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anOrdinaryTopicIsMadeListedGrownAndDeleted() {
        TopicWish wish =
                new TopicWish("ordinary", Optional.of(2), Optional.empty(), Map.of("retention.ms", "86400000"), false);
        assertThat(topics().create(wish)).isEqualTo(new TopicStatus("ordinary", false, 1, 2));
        awaitTopic("ordinary", 2);
        assertThat(topics().topics())
                .contains(new TopicStatus("ordinary", false, 1, 2), new TopicStatus("__tain_links", true, 1, 1));
        new KafkaRecords(broker.bootstrap()).send("ordinary", 1, "a", 10);

        KafkaConfigValue retention = config("ordinary", "retention.ms");
        assertThat(retention.value()).contains("86400000");
        assertThat(retention.source()).isEqualTo(Source.TOPIC);
        assertThat(retention.synonyms().getFirst().source()).isEqualTo(Source.TOPIC);
        assertThat(retention.isDefault()).isFalse();
        KafkaConfigValue standard = config("ordinary", "max.message.bytes");
        assertThat(standard.value()).contains("1048588");
        assertThat(standard.isDefault()).isTrue();

        assertThat(topics().grow("ordinary", 5).partitions()).isEqualTo(5);
        awaitTopic("ordinary", 5);
        assertThat(refused(() -> topics().grow("ordinary", 5))).isEqualTo(ErrorCode.TOPIC_INVALID);

        topics().delete("ordinary");
        awaitNoTopic("ordinary");
        assertThat(refused(() -> topics().delete("ordinary"))).isEqualTo(ErrorCode.TOPIC_UNKNOWN);
        assertThat(refused(() -> configs().configs("ordinary"))).isEqualTo(ErrorCode.TOPIC_UNKNOWN);
        assertThat(refused(() -> topics().grow("ordinary", 9))).isEqualTo(ErrorCode.TOPIC_UNKNOWN);
    }

    @Test
    void whatIsOnlyValidatedIsNotThere() {
        TopicWish wish = new TopicWish("tried", Optional.empty(), Optional.empty(), Map.of(), true);
        assertThat(topics().create(wish)).isEqualTo(new TopicStatus("tried", false, 1, 1));
        assertThat(refused(() -> topics().topic("tried"))).isEqualTo(ErrorCode.TOPIC_UNKNOWN);
    }

    @Test
    void wishesThatCannotBeAreRefused() {
        topics().create(wish("taken", 1));
        assertThat(refused(() -> topics().create(wish("taken", 1)))).isEqualTo(ErrorCode.TOPIC_EXISTS);
        assertThat(refused(() -> topics().create(wish("no/name", 1)))).isEqualTo(ErrorCode.TOPIC_INVALID);
        assertThat(refused(() -> topics().create(wish("none", 0)))).isEqualTo(ErrorCode.TOPIC_INVALID);
        for (int replicas : new int[] {3, 100_000}) {
            assertThat(refused(() -> topics().create(
                                    new TopicWish("none", Optional.of(1), Optional.of(replicas), Map.of(), false))))
                    .isEqualTo(ErrorCode.TOPIC_INVALID);
        }
        assertThat(refused(() -> topics().create(new TopicWish(
                        "none", Optional.of(1), Optional.of(1), Map.of("no.such.config", "1"), false))))
                .isEqualTo(ErrorCode.TOPIC_INVALID);
        assertThat(refused(() -> topics().delete("__tain_links"))).isEqualTo(ErrorCode.TOPIC_INVALID);
        assertThat(refused(() -> topics().delete("__consumer_offsets"))).isEqualTo(ErrorCode.TOPIC_INVALID);
        assertThat(refused(() -> topics().grow("__tain_links", 2))).isEqualTo(ErrorCode.TOPIC_INVALID);
        assertThat(broker.service().link("one").name()).isEqualTo("one");
    }

    private static void createThere(String topic) throws Exception {
        try (Admin admin = source.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
    }

    private static void mirror(String topic) {
        broker.service().createMirror("one", new MirrorWish(topic, Optional.empty(), Optional.empty(), Map.of()));
        awaitTopic(topic, 1);
    }

    private static void awaitRecords(String topic, int records) {
        KafkaRecords here = new KafkaRecords(broker.bootstrap());
        Await.until(
                "all of " + topic + " is here", () -> here.committed(topic, 0).size() == records);
    }

    @Test
    void aMirrorTopicKeepsItsSourcesPartitionsAndIsForgottenWhenDeleted() throws Exception {
        createThere("mirrored");
        new KafkaRecords(source.bootstrap()).send("mirrored", 0, "a", 20);
        mirror("mirrored");
        assertThat(refused(() -> topics().grow("mirrored", 2))).isEqualTo(ErrorCode.TOPIC_INVALID);
        assertThat(refused(() -> topics().create(wish("mirrored", 1)))).isEqualTo(ErrorCode.TOPIC_EXISTS);
        assertThat(config("mirrored", "max.message.bytes").value()).contains("0");
        awaitRecords("mirrored", 20);

        topics().delete("mirrored");
        assertThat(refused(() -> broker.service().mirror("one", "mirrored"))).isEqualTo(ErrorCode.MIRROR_TOPIC_UNKNOWN);
        awaitNoTopic("mirrored");
        mirror("mirrored");
        awaitRecords("mirrored", 20);

        broker.service()
                .alterMirrors("one", Verb.FAILOVER, new MirrorChoice(List.of("mirrored"), Optional.empty()), false);
        Await.until(
                "it has ended", () -> broker.service().mirror("one", "mirrored").condition() == Condition.STOPPED);
        assertThat(topics().grow("mirrored", 2).partitions()).isEqualTo(2);
        topics().delete("mirrored");
        assertThat(broker.service().mirrors(Optional.of("one"))).isEmpty();
        assertThat(broker.service().link("one").topics()).isEmpty();
    }

    @Test
    void aDeletedMirrorTopicIsNotMadeAgainByItself() throws Exception {
        Map<String, String> configs = Map.of(
                "bootstrap.servers",
                source.bootstrap(),
                "auto.create.mirror.topics.enable",
                "true",
                "auto.create.mirror.topics.filters",
                "{\"topicFilters\":[{\"name\":\"auto-\",\"patternType\":\"PREFIXED\",\"filterType\":\"INCLUDE\"}]}");
        broker.service().createLink(new LinkWish("auto", "", configs, false, true));
        createThere("auto-first");
        awaitMirrors("auto-first");
        topics().delete("auto-first");
        awaitNoTopic("auto-first");
        createThere("auto-second");
        awaitMirrors("auto-second");
        topics().delete("auto-second");
        assertThat(broker.service().mirrors(Optional.of("auto"))).isEmpty();
    }

    private static void awaitMirrors(String... names) {
        Await.untilEqual(
                "mirrors made by themselves",
                List.of(names),
                () -> broker.service().mirrors(Optional.of("auto")).stream()
                        .map(MirrorStatus::topic)
                        .toList());
    }
}
