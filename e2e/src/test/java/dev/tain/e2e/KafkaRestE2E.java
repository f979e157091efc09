package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaRecords;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of links ask of a cluster besides: topics, configs, partitions, groups, brokers, ACLs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaRestE2E {
    private static final String TOPIC = "orders";

    private TainProcess tain;
    private KafkaRecords records;
    private String cluster;

    @BeforeAll
    void start() {
        String listen = "127.0.0.1:" + KafkaCluster.freePort();
        tain = TainProcess.start(
                Launch.app("kafka-rest").serving("serve", "--kafka", "embedded", "--kafka-listen", listen));
        records = new KafkaRecords(listen);
        cluster = "clusters/"
                + tain.api()
                        .kafka("GET", "clusters", null)
                        .at("data")
                        .get(0)
                        .path("cluster_id")
                        .asString() + "/";
        Map<String, ?> topic = Map.of("topic_name", TOPIC, "partitions_count", 2);
        assertThat(ask("POST", "topics", topic).status()).isEqualTo(201);
        records.send(TOPIC, 0, "v", 100);
        records.commit("shop", TOPIC, 0, 60);
    }

    @AfterAll
    void stop() {
        tain.close();
    }

    private Answer ask(String method, String path, Object body) {
        return tain.api().kafka(method, cluster + path, body);
    }

    private Answer ask(String method, String path) {
        return tain.api().kafka(method, cluster + path, null);
    }

    private Answer shown(String path) {
        return ask("GET", path).succeeded();
    }

    @Test
    void configsOfTopics() {
        assertThat(ask("PUT", "topics/orders/configs/retention.ms", Map.of("value", 5000))
                        .status())
                .isEqualTo(204);
        Await.untilEqual(
                "it is set",
                "5000",
                () -> shown("topics/orders/configs/retention.ms").text("value"));
        Answer refused = ask("POST", "topics/orders/configs%3Aalter/", """
                {"data": [{"name": "retention.ms", "operation": "DELETE"}, {"name": "segment.ms", "value": "x"}]}""");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(ask("DELETE", "topics/orders/configs/retention.ms").status()).isEqualTo(204);
        Await.untilEqual(
                "it is reset",
                "604800000",
                () -> shown("topics/orders/configs/retention.ms").text("value"));
        assertThat(shown("topics/-/configs").at("data")).hasSizeGreaterThan(60);
        assertThat(shown("topics/new/default-configs").at("data")).hasSizeGreaterThan(20);
    }

    @Test
    void groups() {
        Answer summary = shown("consumer-groups/shop/lag-summary");
        assertThat(summary.at("max_lag").asLong()).isEqualTo(40);
        assertThat(summary.at("total_lag").asLong()).isEqualTo(40);
        assertThat(shown("consumer-groups/shop/lags/orders/partitions/0")
                        .at("log_end_offset")
                        .asLong())
                .isEqualTo(100);
        assertThat(shown("consumer-groups/shop").text("state")).isEqualTo("EMPTY");
        assertThat(shown("consumer-groups").at("data").toString()).contains("\"consumer_group_id\":\"shop\"");
        assertThat(shown("consumer-groups/shop/consumers").at("data")).isEmpty();
    }

    @Test
    void partitionsAndBrokers() {
        int broker = shown("brokers").at("data").get(0).path("broker_id").asInt();
        assertThat(shown("topics/orders/partitions/1")
                        .at("leader")
                        .path("related")
                        .asString())
                .endsWith("/topics/orders/partitions/1/replicas/" + broker);
        assertThat(shown("topics/orders/partitions/1/replicas/" + broker)
                        .at("is_leader")
                        .asBoolean())
                .isTrue();
        assertThat(shown("brokers/" + broker + "/partition-replicas").at("data"))
                .hasSizeGreaterThan(2);
        assertThat(shown("brokers/" + broker + "/configs/node.id").text("value"))
                .isEqualTo("" + broker);
        assertThat(shown("topics/-/partitions/-/reassignment").at("data")).isEmpty();
        assertThat(ask("PUT", "broker-configs/log.cleaner.backoff.ms", Map.of("value", 16_000))
                        .status())
                .isEqualTo(204);
        Await.untilEqual(
                "it is set for all",
                "16000",
                () -> ask("GET", "broker-configs/log.cleaner.backoff.ms").text("value"));
    }

    /** What there is not, and what Kafka refuses, with the published codes. */
    @ParameterizedTest
    @CsvSource({
        "GET, topics/nothing/configs, 404, 40403",
        "GET, topics/orders/configs/nothing, 404, 404",
        "DELETE, topics/orders/configs/nothing, 404, 404",
        "GET, topics/nothing/partitions, 404, 40403",
        "GET, topics/orders/partitions/2, 404, 40402",
        "GET, topics/orders/partitions/x, 404, 404",
        "GET, topics/orders/partitions/0/reassignment, 404, 404",
        "GET, brokers/77, 404, 404",
        "GET, brokers/77/configs, 404, 404",
        "GET, consumer-groups/nobody, 404, 404",
        "GET, consumer-groups/nobody/lags, 404, 404",
        "GET, consumer-groups/shop/consumers/c, 404, 404",
        "GET, acls, 400, 40002",
        "DELETE, acls, 400, 400",
        "DELETE, brokers/1, 501, 501",
        "PATCH, acls, 405, 405"
    })
    void refusals(String method, String path, int status, int code) {
        Answer answer = ask(method, path);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(status);
        assertThat(answer.at("error_code").asInt()).isEqualTo(code);
        assertThat(answer.text("message")).isNotEmpty();
        assertThat(List.copyOf(answer.body().propertyNames())).containsExactly("error_code", "message");
    }
}
