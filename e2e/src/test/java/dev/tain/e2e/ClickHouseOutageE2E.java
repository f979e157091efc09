package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.ClickHouseServer;
import dev.tain.testkit.Direction;
import dev.tain.testkit.FaultProxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * ClickHouse, the way to it, or its willingness goes away and comes back: the mirror says so, and recovers by itself,
 * and every row is there once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseOutageE2E {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final ClickHouseServer server = ClickHouseServer.open();
    private final FaultProxy proxy = FaultProxy.open(server.httpPort());
    private ClickHouseStage stage;
    private Workload load;
    private Mirror mirror;

    @BeforeAll
    void start() {
        stage = ClickHouseStage.open(TainProcess.shared(), server, proxy.port());
        load = Workload.prepare(stage.source(), 83);
        mirror = stage.create(stage.spec(ClickHouseLoad.mappings()));
    }

    @BeforeEach
    void run() {
        mirror.awaitRunning();
    }

    @AfterEach
    void comesBack() {
        server.process().start();
        proxy.up();
        proxy.resume();
        proxy.latency(Duration.ZERO);
        load.stop();
        mirror.awaitState(Mirror.RUNNING, LONG);
        ClickHouseLoad.assertEqual(stage);
        assertThat(mirror.trouble()).isEmpty();
    }

    @AfterAll
    void stop() {
        stage.close();
        proxy.close();
        server.close();
    }

    private Answer awaitTrouble(String code) {
        Answer status = Await.atMost(LONG)
                .value(
                        "the status tells of " + code,
                        mirror::status,
                        answer -> answer.text("errorCode").equals(code));
        assertThat(status.text("state")).isEqualTo("RETRYING");
        assertThat(status.text("currentFlowState")).isNotEqualTo(Mirror.RUNNING);
        assertThat(status.text("remedy")).isNotEmpty();
        assertThat(status.text("retryAt")).isNotEmpty();
        return status;
    }

    private void awaitAnyTrouble() {
        Answer status = Await.atMost(LONG)
                .value(
                        "the status tells of the trouble",
                        mirror::status,
                        answer -> !answer.text("errorMessage").isEmpty());
        assertThat(status.text("state")).isEqualTo("RETRYING");
        assertThat(status.text("errorCode")).startsWith("CLICKHOUSE_");
    }

    @Test
    void theServerIsAway() {
        server.process().crash();
        load.run(50);
        awaitTrouble("CLICKHOUSE_CONNECTION_LOST");
    }

    @Test
    void nothingListens() {
        proxy.down();
        load.run(50);
        Answer status = awaitTrouble("CLICKHOUSE_UNREACHABLE");
        assertThat(status.text("errorMessage")).contains("ClickHouse");
    }

    @Test
    void connectionsAreResetInTheMiddleOfInserts() {
        load.start(2);
        for (int i = 0; i < 6; i++) {
            long before = mirror.rowsStreamed();
            proxy.cutAfter(Direction.TO_SERVER, 3_000L * (i + 1));
            awaitChangesAfter(before);
        }
    }

    /** The embedded server sometimes ends without a word when a connection is reset; then it is started again. */
    private void awaitChangesAfter(long before) {
        Await.atMost(LONG).thatHolds("changes arrive again", () -> {
            server.process().start();
            return mirror.rowsStreamed() > before + 50;
        });
    }

    /** The server does what it is told, and its answers are lost. */
    @Test
    void answersAreLost() {
        load.start(2);
        for (int i = 0; i < 6; i++) {
            long before = mirror.rowsStreamed();
            proxy.cutAfter(Direction.TO_CLIENT, 700L * i);
            awaitChangesAfter(before);
        }
    }

    @Test
    void aSilentServerIsNoticed() {
        load.start(1);
        proxy.stall();
        awaitTrouble("CLICKHOUSE_CONNECTION_LOST");
        proxy.resetAll();
    }

    /** New connections work, so only the statements that wait on the old ones are lost, and these are noticed. */
    @Test
    void connectionsThatLeadNowhereAreNoticed() {
        load.start(1);
        proxy.stallOpen(Direction.TO_CLIENT);
        awaitAnyTrouble();
    }

    @Test
    void aSlowNetworkIsNoTrouble() {
        proxy.latency(Duration.ofMillis(100));
        load.run(30);
        ClickHouseLoad.assertEqual(stage);
        assertThat(mirror.trouble()).isEmpty();
    }

    // ---- the server is there, and does not take rows

    private void setting(String table, String settings) {
        stage.execute("ALTER TABLE @" + table + " MODIFY SETTING " + settings);
    }

    @Test
    void aReadOnlyTableIsWaitedFor() {
        setting("accounts", "table_readonly = 1");
        load.run(50);
        assertThat(awaitTrouble("CLICKHOUSE_READ_ONLY").text("remedy")).contains("table_readonly");
        setting("accounts", "table_readonly = 0");
    }

    @Test
    void tooManyPartsAreWaitedFor() {
        stage.execute("SYSTEM STOP MERGES @events");
        setting("events", "parts_to_throw_insert = 1, parts_to_delay_insert = 0");
        load.run(50);
        assertThat(awaitTrouble("CLICKHOUSE_BUSY").text("remedy")).contains("Merges");
        setting("events", "parts_to_throw_insert = 3000");
        stage.execute("SYSTEM START MERGES @events");
    }

    @Test
    void aFullDiskIsWaitedFor() {
        setting("events", "min_free_disk_bytes_to_perform_insert = 1000000000000000");
        load.run(50);
        assertThat(awaitTrouble("CLICKHOUSE_OUT_OF_RESOURCES").text("remedy")).contains("disk");
        setting("events", "min_free_disk_bytes_to_perform_insert = 0");
    }
}
