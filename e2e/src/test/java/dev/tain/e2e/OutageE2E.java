package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import dev.tain.testkit.Direction;
import dev.tain.testkit.FaultProxy;
import dev.tain.testkit.PostgresServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Source and destination go away and come back; the mirror says so, and recovers by itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageE2E {
    private static final Duration LONG = Duration.ofSeconds(90);

    private final PostgresServer sourceServer = PostgresServer.open();
    private final PostgresServer destinationServer = PostgresServer.open();
    private final FaultProxy sourceProxy = FaultProxy.open(sourceServer.port());
    private final FaultProxy destinationProxy = FaultProxy.open(destinationServer.port());
    private Stage stage;
    private Workload load;
    private Mirror mirror;

    @BeforeAll
    void start() {
        stage = Stage.open(TainProcess.shared(), sourceServer, destinationServer);
        stage.peers(sourceProxy.port(), destinationProxy.port());
        load = Workload.prepare(stage.source(), 31);
        mirror = stage.running(Workload.tables());
    }

    @BeforeEach
    void run() {
        mirror.awaitRunning();
    }

    @AfterEach
    void comesBack() {
        sourceServer.process().start();
        destinationServer.process().start();
        sourceProxy.up();
        destinationProxy.up();
        sourceProxy.resume();
        destinationProxy.resume();
        load.stop();
        mirror.awaitState(Mirror.RUNNING, LONG);
        stage.assertEqual(Workload.tables());
        assertThat(mirror.trouble()).isEmpty();
    }

    @AfterAll
    void stop() {
        stage.close();
        sourceProxy.close();
        destinationProxy.close();
        sourceServer.close();
        destinationServer.close();
    }

    private void awaitTrouble() {
        Await.atMost(LONG)
                .thatHolds(
                        "the status tells of the trouble",
                        () -> !mirror.trouble().isEmpty());
        Answer status = mirror.status();
        assertThat(status.text("state")).isEqualTo("RETRYING");
        assertThat(status.text("currentFlowState")).isNotEqualTo(Mirror.RUNNING);
        assertThat(status.text("errorCode")).startsWith("POSTGRES_");
        assertThat(status.text("remedy")).isNotEmpty();
        assertThat(status.text("retryAt")).isNotEmpty();
    }

    private long lag() {
        return mirror.status().at("lagMillis").asLong();
    }

    @Test
    void theSourceIsAway() {
        sourceProxy.down();
        awaitTrouble();
        long before = lag();
        assertThat(before).isPositive();
        Await.atMost(LONG).thatHolds("the lag grows", () -> lag() > before);
        load.run(50);
    }

    @Test
    void theDestinationIsAway() {
        destinationProxy.down();
        load.run(50);
        awaitTrouble();
    }

    @Test
    void theSourceServerCrashesAndStartsAgain() {
        sourceServer.process().crash();
        awaitTrouble();
        sourceServer.process().start();
        load.run(50);
    }

    @Test
    void theSourceServerIsStoppedAndStartsAgain() {
        sourceServer.process().stop();
        awaitTrouble();
        sourceServer.process().start();
        load.run(50);
    }

    @Test
    void theDestinationServerCrashesUnderLoad() {
        load.start(2);
        destinationServer.process().crash();
        awaitTrouble();
        destinationServer.process().start();
    }

    @Test
    void connectionsAreResetAgainAndAgain() {
        load.start(2);
        for (int i = 0; i < 4; i++) {
            FaultProxy proxy = i % 2 == 0 ? sourceProxy : destinationProxy;
            Direction direction = i < 2 ? Direction.TO_CLIENT : Direction.TO_SERVER;
            long before = mirror.rowsStreamed();
            proxy.cutAfter(direction, 2_000);
            Await.atMost(LONG).thatHolds("changes arrive again", () -> mirror.rowsStreamed() > before + 50);
        }
    }

    @Test
    void aStalledSourceIsNoticed() {
        load.start(1);
        sourceProxy.stall();
        awaitTrouble();
        sourceProxy.resetAll();
    }

    @Test
    void aStalledDestinationIsNoticed() {
        load.start(1);
        destinationProxy.stall();
        awaitTrouble();
        destinationProxy.resetAll();
    }
}
