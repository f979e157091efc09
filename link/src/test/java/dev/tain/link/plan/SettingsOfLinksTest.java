package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SettingsOfLinksTest {
    private static boolean accepts(String name, String value) {
        return LinkConfigs.find(name).orElseThrow().accepted().test(value);
    }

    @Test
    void everyStandardValueIsOneThatMayBeSet() {
        for (LinkConfig each : LinkConfigs.list()) {
            boolean nothing = each.standard().isEmpty() || each.standard().equals("JKS");
            assertThat(nothing || each.accepted().test(each.standard()))
                    .as(each.name())
                    .isTrue();
        }
    }

    @Test
    void nothingThatLoadsCodeOrReadsFiles() {
        for (String name : new String[] {
            "ssl.keystore.location",
            "ssl.truststore.location",
            "ssl.engine.factory.class",
            "sasl.login.class",
            "sasl.client.callback.handler.class",
            "sasl.login.callback.handler.class",
            "interceptor.classes",
            "metric.reporters",
            "config.providers",
            "security.providers",
            "sasl.oauthbearer.token.endpoint.url"
        }) {
            assertThat(LinkConfigs.find(name)).as(name).isEmpty();
        }
        String jaas = "sasl.jaas.config";
        assertThat(accepts(
                        jaas,
                        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\""
                                + " password=\"p\";"))
                .isTrue();
        assertThat(accepts(
                        jaas, "com.sun.security.auth.module.JndiLoginModule required user.provider.url=\"ldap://x\";"))
                .isFalse();
        assertThat(accepts(
                        jaas,
                        "org.apache.kafka.common.security.plain.PlainLoginModule required; "
                                + "com.sun.security.auth.module.JndiLoginModule required;"))
                .isFalse();
        assertThat(accepts("bootstrap.servers", "a:1, [::1]:9092,b.c:2")).isTrue();
        assertThat(accepts("bootstrap.servers", "a")).isFalse();
        assertThat(accepts("bootstrap.servers", "")).isFalse();
        assertThat(accepts("ssl.truststore.type", "PEM")).isTrue();
        assertThat(accepts("ssl.truststore.type", "JKS")).isFalse();
    }

    @Test
    void clientsHearOnlyWhatIsForThem() {
        Map<String, String> set = Map.of(
                "bootstrap.servers", "a:1",
                "sasl.jaas.config", "x",
                "cluster.link.paused", "true",
                "replica.fetch.max.bytes", "1024");
        assertThat(LinkConfigs.forClient(set)).containsOnlyKeys("bootstrap.servers", "sasl.jaas.config");
        assertThat(LinkConfigs.isTrue(set, LinkConfigs.PAUSED)).isTrue();
        assertThat(LinkConfigs.number(set, LinkConfigs.FETCH_BYTES)).isEqualTo(1024);
        assertThat(LinkConfigs.number(set, LinkConfigs.FETCH_RESPONSE_BYTES)).isEqualTo(10_485_760);
    }

    @Test
    void groupsAreFilteredAndExcludingWins() {
        NameFilters filters = NameFilters.groups("""
                {"groupFilters": [
                  {"name": "*", "patternType": "LITERAL", "filterType": "INCLUDE"},
                  {"name": "console-", "patternType": "PREFIXED", "filterType": "EXCLUDE"},
                  {"name": "secret", "filterType": "exclude"}]}""");
        assertThat(filters.includes("orders")).isTrue();
        assertThat(filters.includes("console-1")).isFalse();
        assertThat(filters.includes("secret")).isFalse();
        assertThat(NameFilters.groups("").includes("orders")).isFalse();
        for (String bad : new String[] {
            "[]",
            "{}",
            "{\"groupFilters\":[{\"name\":\"x\"}]}",
            "{\"groupFilters\":[{\"filterType\":\"INCLUDE\"}]}",
            "{\"groupFilters\":[]} x",
            "{\"groupFilters\":[{\"name\":\"x\",\"filterType\":\"INCLUDE\",\"patternType\":\"RE\"}]}"
        }) {
            assertThat(accepts("consumer.offset.group.filters", bad)).as(bad).isFalse();
        }
        assertThat(accepts("auto.create.mirror.topics.filters", "{\"topicFilters\":[]}"))
                .isTrue();
        assertThatThrownBy(() -> NameFilters.topics("{\"topicFilters\":[{\"name\":\"a\",\"filterType\":\"INCLUDE\"},"
                        + "{\"name\":\"b\",\"filterType\":\"ONLY\"}]}"))
                .hasMessageStartingWith(
                        "topicFilters[1] has the filterType 'ONLY', which is neither INCLUDE nor EXCLUDE");
    }

    @Test
    void groupsAreCalledAsAtTheSourceOrWithThePrefix() {
        Map<String, String> configs = new HashMap<>(Map.of(
                "cluster.link.prefix", "p.",
                "consumer.offset.group.filters",
                        "{\"groupFilters\":[{\"name\":\"shop\",\"filterType\":\"INCLUDE\"}]}"));
        assertThat(GroupRules.of(configs).here("shop")).isEqualTo("shop");
        configs.put("consumer.group.prefix.enable", "true");
        GroupRules rules = GroupRules.of(configs);
        assertThat(rules.here("shop")).isEqualTo("p.shop");
        assertThat(rules.includes("shop")).isTrue();
        assertThat(rules.includes("p.shop")).isFalse();
    }

    @Test
    void mirrorsBeginWhereIsSaid() {
        String name = "mirror.start.offset.spec";
        assertThat(StartOffset.of(Map.of())).isEqualTo(new StartOffset.Earliest());
        assertThat(StartOffset.of(Map.of(name, "latest"))).isEqualTo(new StartOffset.Latest());
        for (String time : new String[] {
            "1970-01-01T00:00:05Z", "1970-01-01T00:00:05", "1970-01-01T00:00:05.000", "1970-01-01T02:00:05+02:00"
        }) {
            assertThat(StartOffset.of(Map.of(name, time))).as(time).isEqualTo(new StartOffset.Since(5000));
        }
        for (String bad : new String[] {"", "first", "2026-11-21", "5000", "Latest"}) {
            assertThat(accepts(name, bad)).as(bad).isFalse();
        }
    }

    @Test
    void groupsFollowAsFarAsTheMirrorReachesAndNeverGoBack() {
        Map<TopicPartition, Long> source = new HashMap<>();
        Map<TopicPartition, Long> now = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            source.put(new TopicPartition("s", i), 50L);
        }
        source.put(new TopicPartition("unmirrored", 0), 7L);
        now.put(new TopicPartition("m", 3), 60L);
        Map<TopicPartition, GroupOffsets.Range> ranges = Map.of(
                new TopicPartition("m", 0), new GroupOffsets.Range(0, 100),
                new TopicPartition("m", 1), new GroupOffsets.Range(0, 20),
                new TopicPartition("m", 2), new GroupOffsets.Range(70, 100),
                new TopicPartition("m", 3), new GroupOffsets.Range(0, 100));

        Map<TopicPartition, Long> moves = GroupOffsets.moves(
                source,
                now,
                each -> each.topic().equals("s")
                        ? Optional.of(new TopicPartition("m", each.partition()))
                        : Optional.empty(),
                each -> Optional.ofNullable(ranges.get(each)));

        assertThat(moves)
                .isEqualTo(Map.of(
                        new TopicPartition("m", 0), 50L,
                        new TopicPartition("m", 1), 20L,
                        new TopicPartition("m", 2), 70L));
    }

    @Test
    void configsAreComparedAsTheyTakeEffect() {
        Map<String, String> source = Map.of(
                "retention.ms", "1000",
                "cleanup.policy", "compact",
                "max.message.bytes", "2000000",
                "min.insync.replicas", "2",
                "of.another.product", "x");
        Map<String, String> mirror = Map.of(
                "retention.ms", "604800000",
                "cleanup.policy", "compact",
                "max.message.bytes", "1048588",
                "min.insync.replicas", "1");
        assertThat(SyncedConfigs.of(Map.of()).changes(source, mirror))
                .isEqualTo(Map.of("retention.ms", "1000", "max.message.bytes", "0"));
        assertThat(TopicConfigs.afterwards("2000000", Map.of()))
                .isEqualTo(
                        Map.of("max.message.bytes", Optional.of("2000000"), "min.insync.replicas", Optional.empty()));
    }
}
