package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Links between clusters of stock brokers, through the published API, from a link's making to its promotion. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkE2E {
    private static final int PARTITIONS = 3;
    private static final int OWN_RECORDS = 40;
    private static final String ALL_GROUPS =
            "{\"groupFilters\": [{\"name\": \"*\", \"patternType\": \"LITERAL\", \"filterType\": \"INCLUDE\"}]}";

    private LinkStage stage;

    @BeforeAll
    void start() {
        stage = new LinkStage();
        Answer made = Await.atMost(LinkStage.LIMIT)
                .value(
                        "the link is made",
                        () -> stage.ask(
                                "POST",
                                "links/?link_name=link1",
                                Map.of(
                                        "source_cluster_id",
                                        stage.source().id(),
                                        "configs",
                                        List.of(
                                                config(
                                                        "bootstrap.servers",
                                                        stage.source().bootstrap()),
                                                config("consumer.offset.sync.enable", "true"),
                                                config("consumer.offset.sync.ms", "1000"),
                                                config("consumer.offset.group.filters", ALL_GROUPS)))),
                        answer -> answer.status() != 503);
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
    }

    private static Map<String, String> config(String name, String value) {
        return Map.of("name", name, "value", value);
    }

    @AfterAll
    void stop() {
        stage.close();
    }

    /** The published body, with a name of its own and three replicas. */
    @Test
    void aMirrorIsTheSourceOnEveryReplicaAndIsPromoted() throws Exception {
        stage.createAtSource("topic-1", PARTITIONS);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            stage.there().send("topic-1", partition, "v", 200);
        }
        commitAndAbort("topic-1");
        stage.there().commit("shop", "topic-1", 0, 100);
        Answer made = stage.ask("POST", "links/link1/mirrors", """
                {"source_topic_name": "topic-1", "mirror_topic_name": "link1_topic-1",
                 "configs": [{"name": "unclean.leader.election.enable", "value": "true"}], "replication_factor": 3}""");
        assertThat(made.status()).as("%s", made.body()).isEqualTo(204);

        Answer mirror = stage.awaitStatus("link1", "link1_topic-1", "ACTIVE");
        assertThat(mirror.text("source_topic_name")).isEqualTo("topic-1");
        stage.awaitNoLag("link1", "link1_topic-1");
        stage.assertSameBytes("topic-1", "link1_topic-1", PARTITIONS, true);
        assertThatThrownBy(() -> stage.here().send("link1_topic-1", 0, "x", 1))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("read-only");
        Await.atMost(LinkStage.LIMIT)
                .thatHolds(
                        "the group stands where it stood",
                        () -> stage.here().committedOffset("shop", "link1_topic-1", 0) == 100);

        Answer promoted = stage.ask(
                "POST", "links/link1/mirrors:promote", Map.of("mirror_topic_names", List.of("link1_topic-1")));
        assertThat(promoted.status()).as("%s", promoted.body()).isEqualTo(200);
        stage.awaitStatus("link1", "link1_topic-1", "STOPPED");
        List<String> expected = new ArrayList<>(stage.there().committed("topic-1", 0));
        for (int i = 0; i < OWN_RECORDS; i++) {
            stage.here().send("link1_topic-1", 0, "own-" + i + "-", 1);
            expected.add("own-" + i + "-0");
        }
        assertThat(stage.here().committed("link1_topic-1", 0)).isEqualTo(expected);
    }

    private void commitAndAbort(String topic) throws Exception {
        try (var producer = stage.there().producer(Map.of("transactional.id", "till"))) {
            producer.initTransactions();
            for (String end : List.of("committed", "aborted", "committed")) {
                producer.beginTransaction();
                producer.send(new ProducerRecord<>(topic, 0, "k", end)).get(20, TimeUnit.SECONDS);
                if (end.equals("committed")) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
    }

    /** Kills the link broker while producers write; what was mirrored stays, and the rest follows. */
    @Test
    void aMirrorGoesOnAfterItsLinkBrokerWasKilled() {
        stage.createAtSource("orders", 1);
        stage.there().send("orders", 0, "before", 500);
        Answer made = stage.ask(
                "POST", "links/link1/mirrors", Map.of("source_topic_name", "orders", "replication_factor", 3));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(204);
        stage.awaitNoLag("link1", "orders");
        for (int round = 0; round < 3; round++) {
            stage.tain().kill();
            stage.there().send("orders", 0, "while-down-" + round + "-", 300);
            assertThatThrownBy(() -> stage.here().send("orders", 0, "intruder", 1))
                    .isInstanceOf(RuntimeException.class);
            stage.tain().start();
            stage.awaitStatus("link1", "orders", "ACTIVE");
            stage.awaitNoLag("link1", "orders");
            stage.assertSameBytes("orders", "orders", 1, true);
        }
        assertThat(stage.here().committed("orders", 0))
                .isEqualTo(stage.there().committed("orders", 0))
                .noneMatch(value -> value.startsWith("intruder"));
    }
}
