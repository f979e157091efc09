package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process ends at each step of a mirror's making, first copy, edit and end; the next one brings it about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SetupCrashIT {
    private static final Duration CRASH_LIMIT = Duration.ofSeconds(60);

    private TainProcess tain;
    private Stage stage;
    private Workload load;

    @BeforeAll
    void start() {
        tain = TainProcess.start(Launch.crashing("setup-crash"));
    }

    @BeforeEach
    void makeTables() {
        stage = Stage.open(tain);
        load = Workload.prepare(stage.source(), 61);
        load.run(300);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @AfterAll
    void stop() {
        tain.close();
    }

    private MirrorSpec spec() {
        return stage.spec(Workload.tables()).with("snapshot_num_rows_per_partition", 50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Source.publish:before:1",
                "Source.publish:after:1",
                "Destination.prepare:after:1",
                "Source.createStream:after:1",
                "Destination.applier:after:1",
                "Source.stream:after:1",
                "Destination.chunkWriter:after:1",
                "Source.plan:after:2",
                "Source.read:after:3",
                "ChunkReader.next:after:5",
                "ChunkWriter.write:before:2",
                "ChunkWriter.write:after:1",
                "ChunkWriter.write:after:4",
                "Applier.hold:after:1",
                "Applier.held:after:1",
                "Applier.release:after:1",
                "Snapshot.close:after:1"
            })
    void aSnapshotGoesOnAfterACrashAt(String point) {
        tain.tell(point);
        load.start(1);
        Mirror mirror = stage.create(spec());
        int status = tain.awaitEnd(CRASH_LIMIT);
        load.stop();
        assertThat(status).isEqualTo(CrashPoint.STATUS);
        load.run(5);
        tain.start();
        mirror.awaitRunning();
        stage.assertEqual(Workload.tables());
        assertThat(stage.slots()).hasSize(1);
        assertThat(stage.publications()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Destination.forget:after:1",
                "Destination.prepare:after:1",
                "ChangeStream.watch:after:1",
                "Source.publish:after:1",
                "Source.settle:after:1",
                "ChunkWriter.write:after:1",
                "Source.heartbeat:after:1"
            })
    void anEditIsBroughtAboutAfterACrashAt(String point) {
        String[] tables = Workload.tables();
        Mirror mirror = stage.running(tables[0], tables[1]);
        boolean comesByItself = point.startsWith("Source.heartbeat"); // so it may come before the edit is answered
        if (!comesByItself) {
            tain.tell(point);
        }
        load.start(1);
        mirror.add(tables[2]).succeeded();
        if (comesByItself) {
            tain.tell(point);
        }
        int status = tain.awaitEnd(CRASH_LIMIT);
        load.stop();
        assertThat(status).isEqualTo(CrashPoint.STATUS);
        load.run(5);
        tain.start();
        mirror.awaitRunning();
        stage.assertEqual(tables[0], tables[1], tables[2]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Source.drop:before:1",
                "Source.drop:after:1",
                "Destination.drop:before:1",
                "Destination.drop:after:1"
            })
    void aDropIsBroughtAboutAfterACrashAt(String point) {
        Mirror mirror = stage.running(Workload.tables());
        tain.tell(point);
        mirror.change("STATUS_TERMINATING").succeeded();
        assertThat(tain.awaitEnd(CRASH_LIMIT)).isEqualTo(CrashPoint.STATUS);
        tain.start();
        Await.until("it is gone", () -> !mirror.exists());
        assertThat(stage.slots()).isEmpty();
        assertThat(stage.publications()).isEmpty();
    }
}
