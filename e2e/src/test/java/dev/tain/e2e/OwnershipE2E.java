package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.embedded.PostgresBinaries;
import dev.tain.testkit.Await;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes share a catalog: each mirror runs in exactly one of them, also when one dies or sleeps. */
class OwnershipE2E {
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    /** A sender whose receiver sleeps frees its slot soon. */
    private final PostgresServer sourceServer =
            PostgresServer.open(PostgresBinaries.bundled(), Map.of("wal_sender_timeout", "5s"));

    private final PostgresDatabase catalog = PostgresServer.freshDatabase();
    private final TainProcess one = TainProcess.start(launch("one"));
    private final TainProcess other = TainProcess.start(launch("other"));
    private final Stage stage = Stage.open(one, sourceServer, Stage.destinationServer());
    private final Mirror mirror = new Mirror(other.api(), stage.spec().name());

    private Launch launch(String name) {
        return Launch.app(name)
                .environment("TAIN_CATALOG_URL", catalog.jdbcUrl())
                .environment("TAIN_CATALOG_KEY", KEY)
                .environment("TAIN_ENGINE_LEASE", "3s");
    }

    @AfterEach
    void close() {
        one.thaw();
        stage.close();
        one.close();
        other.close();
        catalog.close();
        sourceServer.close();
    }

    private long sendersOf(String slot) {
        return Long.parseLong(stage.source()
                .value("select count(*) from pg_replication_slots where slot_name = '" + slot + "' and active"));
    }

    /** One process is killed or sleeps while it runs the mirror; the other one goes on with it. */
    @Test
    void theMirrorOfAKilledProcessIsTakenOver() {
        try (Workload load = Workload.prepare(stage.source(), 41)) {
            stage.running(Workload.tables());
            load.start(2);
            assertThat(mirror.state()).isEqualTo(Mirror.RUNNING);
            assertThat(sendersOf(stage.slots().getFirst())).isEqualTo(1);
            one.kill();
            long before = mirror.rowsStreamed();
            Await.atMost(LONG).thatHolds("changes arrive again", () -> mirror.rowsStreamed() > before + 100);
            load.stop();
            mirror.awaitRunning();
            stage.assertEqual(Workload.tables());
        }
        one.start();
        assertThat(new Mirror(one.api(), mirror.name()).state()).isEqualTo(Mirror.RUNNING);
    }

    @Test
    void aProcessThatSleptTooLongWritesNothing() {
        try (Workload load = Workload.prepare(stage.source(), 43)) {
            stage.running(Workload.tables());
            load.start(2);
            Await.until("changes arrive", () -> mirror.rowsStreamed() > 50);
            one.freeze();
            long before = mirror.rowsStreamed();
            Await.atMost(LONG).thatHolds("the other one took over", () -> mirror.rowsStreamed() > before + 100);
            one.thaw();
            long later = mirror.rowsStreamed();
            Await.atMost(LONG).thatHolds("and goes on", () -> mirror.rowsStreamed() > later + 100);
            load.stop();
            mirror.awaitRunning();
            stage.assertEqual(Workload.tables());
            Await.until(
                    "the first one noticed",
                    () -> one.log().text().contains("LEASE_LOST")
                            || one.log().text().contains("is run by another process"));
        }
    }

    @Test
    void eitherProcessTakesRequestsForAnyMirror() {
        stage.source().execute("create table t (id int primary key)");
        Mirror asked = stage.running("public.t");
        mirror.pause();
        assertThat(asked.state()).isEqualTo(Mirror.PAUSED);
        mirror.resume();
        asked.awaitRunning();
        stage.source().execute("insert into t values (1)");
        stage.assertEqual("public.t");
        mirror.drop();
        assertThat(stage.slots()).isEmpty();
    }
}
