package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.Direction;
import dev.tain.testkit.FaultProxy;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.KafkaListener;
import dev.tain.testkit.KafkaRecords;
import dev.tain.testkit.LogBytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The network between a link and its source fails in all ways; the link tells so, and the mirror goes on after it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinkNetworkCrashIT {
    private static final String LINK = "wire";
    private static final String KILOBYTE = "x".repeat(1024);
    private static final int RECORDS = 300;
    private static final int CUTS = 8;
    private static final long ODD_BYTES = 37_003;

    private Launch launch;
    private FaultProxy proxy;
    private KafkaCluster source;
    private KafkaRecords records;
    private TainProcess tain;
    private LinkApi links;

    @BeforeAll
    void start() {
        int port = KafkaCluster.freePort();
        proxy = FaultProxy.open(port);
        source = KafkaCluster.start(Map.of(), List.of(KafkaListener.behind(proxy.port(), port)));
        records = new KafkaRecords(source.bootstrap());
        launch = Launch.app("link-network")
                .serving(
                        "link-broker", "--kafka", "embedded", "--kafka-listen", "127.0.0.1:" + KafkaCluster.freePort());
        tain = TainProcess.start(launch);
        links = LinkApi.embedded(tain);
        Answer made = links.makeLink(
                LINK,
                Map.of(
                        "bootstrap.servers", "127.0.0.1:" + proxy.port(),
                        "request.timeout.ms", "3000",
                        "socket.connection.setup.timeout.ms", "2000",
                        "replica.fetch.backoff.ms", "200",
                        "replica.fetch.max.bytes", "65536",
                        "replica.fetch.response.max.bytes", "131072",
                        "availability.check.ms", "1000",
                        "availability.check.consecutive.failure.threshold", "1"));
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
    }

    @AfterAll
    void stop() {
        tain.close();
        source.close();
        proxy.close();
    }

    /** A topic with a mirror that has all of it. */
    private void mirrored(String topic) {
        records.send(topic, 0, KILOBYTE, RECORDS);
        links.makeMirror(LINK, Map.of("source_topic_name", topic, "replication_factor", 1));
        assertSame(topic, RECORDS);
        links.awaitStatus(LINK, topic, "ACTIVE");
    }

    private void assertSame(String topic, long end) {
        links.awaitEnd(LINK, topic, 0, end);
        assertThat(LogBytes.of(launch.data().resolve("kafka").resolve(topic + "-0")))
                .isNotEmpty()
                .isEqualTo(LogBytes.of(source.node(1).logDirectory().resolve(topic + "-0")));
    }

    private void assertTells(String topic, String error, String reason) {
        Answer link = Await.atMost(LinkApi.LIMIT)
                .value(
                        "the link tells " + error,
                        () -> links.link(LINK),
                        answer -> answer.text("link_error").equals(error)
                                && answer.text("link_state").equals("UNAVAILABLE"));
        assertThat(link.text("link_error_message")).contains(reason);
        links.awaitStatus(LINK, topic, "SOURCE_UNAVAILABLE");
        Await.atMost(LinkApi.LIMIT)
                .value(
                        "the mirror tells what holds it up",
                        () -> links.mirror(LINK, topic).body().toString(),
                        body -> body.contains("the source broker 127.0.0.1:" + proxy.port() + " is not reached"));
    }

    private void assertGoesOn(String topic, long end) {
        assertSame(topic, end);
        links.awaitStatus(LINK, topic, "ACTIVE");
        Await.atMost(LinkApi.LIMIT)
                .thatHolds(
                        "all is well",
                        () -> links.link(LINK).text("link_error").equals("NO_ERROR")
                                && !links.mirror(LINK, topic).body().toString().contains("is not reached"));
    }

    @Test
    void aSourceThatRefusesConnections() {
        mirrored("cut");
        proxy.down();
        records.send("cut", 0, KILOBYTE, RECORDS);
        assertTells("cut", "BOOTSTRAP_TCP_CONNECTION_FAILED_ERROR", "127.0.0.1:" + proxy.port());
        proxy.up();
        assertGoesOn("cut", 2 * RECORDS);
    }

    @Test
    void aSourceThatIsSilent() {
        mirrored("silent");
        proxy.stall();
        records.send("silent", 0, KILOBYTE, RECORDS);
        assertTells("silent", "TIMEOUT_ERROR", "127.0.0.1:" + proxy.port() + " did not answer within");
        proxy.resume();
        assertGoesOn("silent", 2 * RECORDS);
    }

    /** As behind a firewall that forgot about them. */
    @Test
    void connectionsThatAreDeadWithoutAWord() {
        mirrored("forgotten");
        proxy.stallOpen(Direction.TO_CLIENT);
        records.send("forgotten", 0, KILOBYTE, RECORDS);
        assertGoesOn("forgotten", 2 * RECORDS);
        proxy.stallOpen(Direction.TO_SERVER);
        records.send("forgotten", 0, KILOBYTE, RECORDS);
        assertGoesOn("forgotten", 3 * RECORDS);
    }

    @Test
    void aSlowNetworkIsNoTrouble() {
        mirrored("slow");
        proxy.latency(Duration.ofMillis(100));
        try {
            records.send("slow", 0, KILOBYTE, RECORDS);
            assertSame("slow", 2 * RECORDS);
            assertThat(links.link(LINK).text("link_error")).isEqualTo("NO_ERROR");
            assertThat(links.mirror(LINK, "slow").text("mirror_status")).isEqualTo("ACTIVE");
        } finally {
            proxy.latency(Duration.ZERO);
        }
    }

    @Test
    void connectionsThatAreResetInTheMiddleOfRecords() {
        mirrored("reset");
        for (int cut = 1; cut <= CUTS; cut++) {
            long accepted = proxy.accepted();
            proxy.cutAfter(Direction.TO_CLIENT, cut * ODD_BYTES);
            records.send("reset", 0, KILOBYTE + cut, RECORDS * 2);
            assertSame("reset", RECORDS * (1 + 2L * cut));
            Await.untilEqual("there was a reset", true, () -> proxy.accepted() > accepted);
        }
        assertGoesOn("reset", RECORDS * (1 + 2L * CUTS));
    }
}
