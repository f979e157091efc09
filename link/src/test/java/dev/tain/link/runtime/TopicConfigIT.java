package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.KafkaConfigValue;
import dev.tain.link.KafkaConfigValue.Source;
import dev.tain.link.KafkaPlace;
import dev.tain.link.LinkService.ConfigChange;
import dev.tain.link.LinkWish;
import dev.tain.link.MirrorChoice;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorWish;
import dev.tain.link.TopicConfigService;
import dev.tain.link.TopicWish;
import dev.tain.link.plan.LinkConfig;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
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

/** What people do to configs of topics of a real broker, ordinary ones and mirrors of a stock source. */
class TopicConfigIT {
    @TempDir
    static Path directory;

    private static KafkaCluster source;
    private static LinkBroker broker;

    @BeforeAll
    static void start() {
        source = KafkaCluster.start(1);
        broker = TestBroker.deciding(new KafkaPlace.Embedded(directory.resolve("kafka"), "127.0.0.1", 0));
        Map<String, String> configs = Map.of("bootstrap.servers", source.bootstrap(), "topic.config.sync.ms", "1000");
        broker.service().createLink(new LinkWish("one", "", configs, false, true));
    }

    @AfterAll
    static void stop() {
        broker.close();
        source.close();
    }

    private static TopicConfigService configs() {
        return broker.service().cluster().topicConfigs();
    }

    private static TainException refused(Runnable wish) {
        return catchThrowableOfType(TainException.class, wish::run);
    }

    private static void make(String topic) {
        broker.service()
                .cluster()
                .topics()
                .create(new TopicWish(topic, Optional.of(1), Optional.of(1), Map.of(), false));
        Await.until("topic " + topic, () -> configs().all().containsKey(topic));
    }

    private static Optional<KafkaConfigValue> find(List<KafkaConfigValue> configs, String name) {
        return configs.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static void awaitValue(String topic, String name, String value) {
        Await.untilEqual(
                name + " of " + topic,
                Optional.of(value),
                () -> find(configs().configs(topic), name).flatMap(KafkaConfigValue::value));
    }

    private static ConfigChange set(String name, String value) {
        return new ConfigChange(name, Optional.of(value));
    }

    private static ConfigChange reset(String name) {
        return new ConfigChange(name, Optional.empty());
    }

    @Test
    void configsAreSetTogetherAndReset() {
        make("ordinary");
        configs().alter("ordinary", List.of(set("retention.ms", "1000"), set("cleanup.policy", "compact")), true);
        configs().alter("ordinary", List.of(set("retention.ms", "2000"), set("cleanup.policy", "compact")), false);
        awaitValue("ordinary", "retention.ms", "2000");
        awaitValue("ordinary", "cleanup.policy", "compact");
        assertThat(find(configs().all().getOrDefault("ordinary", List.of()), "retention.ms")
                        .orElseThrow()
                        .source())
                .isEqualTo(Source.TOPIC);

        configs().alter("ordinary", List.of(reset("retention.ms"), set("cleanup.policy", "delete")), false);
        awaitValue("ordinary", "retention.ms", "604800000");
        awaitValue("ordinary", "cleanup.policy", "delete");
    }

    @Test
    void oneWrongConfigKeepsTheOthersAsTheyAre() {
        make("kept");
        assertThat(refused(() -> configs()
                                .alter("kept", List.of(set("retention.ms", "3000"), set("segment.ms", "x")), false))
                        .code())
                .isEqualTo(ErrorCode.TOPIC_INVALID);
        assertThat(refused(() -> configs().alter("kept", List.of(set("retention.ms", "3000"), reset("no.such")), false))
                        .code())
                .isEqualTo(ErrorCode.TOPIC_CONFIG_UNKNOWN);
        configs().alter("kept", List.of(set("segment.ms", "60000")), false);
        awaitValue("kept", "segment.ms", "60000");
        awaitValue("kept", "retention.ms", "604800000");
        assertThat(refused(() -> configs().alter("nothing", List.of(set("segment.ms", "1")), false))
                        .code())
                .isEqualTo(ErrorCode.TOPIC_UNKNOWN);
        assertThat(refused(() -> configs().alter("__tain_links", List.of(set("cleanup.policy", "delete")), false))
                        .code())
                .isEqualTo(ErrorCode.TOPIC_INVALID);
    }

    @Test
    void standardsAreThoseOfNewTopicsWhetherOrNotThereIsOne() {
        make("there");
        configs().alter("there", List.of(set("retention.ms", "5000")), false);
        for (String topic : List.of("there", "not-there")) {
            KafkaConfigValue retention =
                    find(configs().standards(topic), "retention.ms").orElseThrow();
            assertThat(retention.value()).contains("604800000");
            assertThat(retention.isDefault()).isTrue();
        }
        assertThat(refused(() -> configs().standards("no/name")).code()).isEqualTo(ErrorCode.TOPIC_INVALID);
        assertThat(configs().all()).doesNotContainKey("not-there");
    }

    @Test
    void whatAMirrorHasFromItsSourceStays() throws Exception {
        try (Admin admin = source.admin()) {
            admin.createTopics(List.of(new NewTopic("mirrored", 1, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
        broker.service().createMirror("one", new MirrorWish("mirrored", Optional.empty(), Optional.empty(), Map.of()));
        awaitValue("mirrored", "max.message.bytes", "0");
        for (String name : List.of("retention.ms", "max.message.bytes", "min.insync.replicas")) {
            TainException refusal = refused(() -> configs().alter("mirrored", List.of(set(name, "2")), true));
            assertThat(refusal.code()).isEqualTo(ErrorCode.TOPIC_INVALID);
            assertThat(refusal.sentence())
                    .isEqualTo("Cannot modify mirror topic mirrored because '" + name + "' are set to always sync");
        }
        assertThat(refused(() -> configs().alter("mirrored", List.of(reset("max.message.bytes")), false))
                        .code())
                .isEqualTo(ErrorCode.TOPIC_INVALID);
        configs().alter("mirrored", List.of(set("unclean.leader.election.enable", "true")), false);
        awaitValue("mirrored", "unclean.leader.election.enable", "true");

        broker.service()
                .alterMirrors("one", Verb.FAILOVER, new MirrorChoice(List.of("mirrored"), Optional.empty()), false);
        Await.until(
                "it has ended", () -> broker.service().mirror("one", "mirrored").condition() == Condition.STOPPED);
        configs().alter("mirrored", List.of(set("max.message.bytes", "5000")), false);
        awaitValue("mirrored", "max.message.bytes", "5000");
    }

    private static void createThere(String topic, Map<String, String> configs) throws Exception {
        try (Admin admin = source.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatALinkDoesNotNameIsTheMirrorsOwn() throws Exception {
        createThere("chosen", Map.of("retention.ms", "111000", "segment.ms", "222000", "cleanup.policy", "compact"));
        Map<String, String> some = Map.of(
                "bootstrap.servers",
                source.bootstrap(),
                "topic.config.sync.ms",
                "1000",
                "topic.config.sync.include",
                "segment.ms");
        broker.service().createLink(new LinkWish("some", "", some, false, true));
        Map<String, String> given = Map.of("retention.ms", "333000");
        broker.service().createMirror("some", new MirrorWish("chosen", Optional.empty(), Optional.empty(), given));
        awaitValue("chosen", "retention.ms", "333000");
        awaitValue("chosen", "segment.ms", "222000");
        awaitValue("chosen", "cleanup.policy", "compact");

        configs().alter("chosen", List.of(set("retention.ms", "444000")), false);
        awaitValue("chosen", "retention.ms", "444000");
        assertThat(refused(() -> configs().alter("chosen", List.of(set("segment.ms", "1")), false))
                        .code())
                .isEqualTo(ErrorCode.TOPIC_INVALID);

        broker.service().alterConfigs("some", List.of(reset("topic.config.sync.include")), false);
        awaitValue("chosen", "retention.ms", "111000");
    }

    /** A new release's configs must be put into one of the classes. */
    @Test
    void everyConfigOfKafkaMayBeNamedOrIsTheClustersOwn() {
        LinkConfig include = LinkConfigs.find("topic.config.sync.include").orElseThrow();
        for (KafkaConfigValue each : configs().standards("any")) {
            boolean own = LinkConfigs.whyUnfit(include, each.name()).contains("is each cluster's own");
            assertThat(own || include.accepted().test(each.name()))
                    .as(each.name())
                    .isTrue();
        }
    }

    @Test
    void twoLinksHaveNotTheSamePrefix() {
        Map<String, String> configs = Map.of("bootstrap.servers", source.bootstrap(), "cluster.link.prefix", "west-");
        broker.service().createLink(new LinkWish("first", "", configs, false, false));
        TainException refusal =
                refused(() -> broker.service().createLink(new LinkWish("second", "", configs, true, false)));
        assertThat(refusal.code()).isEqualTo(ErrorCode.LINK_CONFIG_INVALID);
        assertThat(refusal).hasMessageContaining("prefix already exists, on the link 'first'");
    }
}
