package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The process ends, well or badly, at any moment under load; the next one goes on by itself and everything is equal.
 */
class RestartE2E {
    private static final long SEED = 4711;
    private static final int ROUNDS = 5;

    private final TainProcess tain = TainProcess.start(Launch.app("restart"));
    private final Stage stage = Stage.open(tain);

    @AfterEach
    void close() {
        stage.close();
        tain.close();
    }

    @Test
    void killedAtRandomMomentsOfTheStream() {
        Random random = new Random(SEED);
        try (Workload load = Workload.prepare(stage.source(), SEED)) {
            Mirror mirror = stage.running(Workload.tables());
            load.start(2);
            for (int round = 0; round < ROUNDS; round++) {
                long until = load.committed() + 50 + random.nextInt(300);
                Await.until("the workload goes on", () -> load.committed() >= until);
                tain.kill();
                tain.start();
            }
            Await.until("changes arrive", () -> mirror.rowsStreamed() > 0);
            load.stop();
            mirror.awaitRunning();
            stage.assertEqual(Workload.tables());
        }
    }

    @Test
    void killedAtRandomMomentsOfTheSnapshot() {
        Random random = new Random(SEED);
        try (Workload load = Workload.prepare(stage.source(), SEED)) {
            stage.source()
                    .execute(
                            "create table large (id int primary key, v text)",
                            "insert into large select g, repeat('v', 50) from generate_series(1, 200000) g",
                            "analyze large");
            load.start(1);
            Mirror mirror = stage.create(
                    stage.spec(Workload.tables()).tables("public.large").with("snapshot_max_parallel_workers", 1));
            for (int round = 0; round < ROUNDS; round++) {
                int chunks = random.nextInt(30) + done(mirror);
                Await.until("chunks are copied", () -> done(mirror) >= Math.min(200, chunks));
                tain.kill();
                stage.source().execute("update large set v = 'round' where id % 1000 = " + round);
                tain.start();
            }
            load.stop();
            mirror.awaitRunning();
            stage.assertEqual(Workload.tables());
            stage.assertSame("public.large", "public.large");
        }
    }

    private static int done(Mirror mirror) {
        return mirror.table("public.large").path("chunksDone").asInt();
    }

    @Test
    void aStopIsCleanAndNothingIsLost() {
        try (Workload load = Workload.prepare(stage.source(), SEED)) {
            Mirror mirror = stage.running(Workload.tables());
            load.start(2);
            Await.until("changes arrive", () -> mirror.rowsStreamed() > 100);
            int status = tain.stop();
            assertThat(status).as("exit status after SIGTERM").isIn(0, 143);
            long streamed = load.committed();
            Await.until("the source goes on", () -> load.committed() > streamed + 100);
            tain.start();
            load.stop();
            mirror.awaitRunning();
            stage.assertEqual(Workload.tables());
        }
    }

    @Test
    void aPausedMirrorIsStillPausedAfterARestart() {
        stage.source().execute("create table t (id int primary key)");
        Mirror mirror = stage.running("public.t");
        mirror.pause();
        tain.kill();
        stage.source().execute("insert into t values (1)");
        tain.start();
        mirror.awaitState(Mirror.PAUSED);
        assertThat(stage.destination().count("t")).isZero();
        mirror.resume();
        mirror.awaitRunning();
        stage.assertEqual("public.t");
    }
}
