package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.ClickHouseServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process ends between any two things that it says to ClickHouse while it streams. After the next start every table
 * has the source's rows, each once, and what was confirmed to the source was stored before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClickHouseCrashIT {
    private static final Duration CRASH_LIMIT = Duration.ofSeconds(60);

    private TainProcess tain;
    private ClickHouseStage stage;
    private Workload load;
    private Mirror mirror;

    @BeforeAll
    void start() {
        tain = TainProcess.start(Launch.crashing("clickhouse-crash"));
        stage = ClickHouseStage.open(tain, ClickHouseServer.shared());
        load = Workload.prepare(stage.source(), 71);
        mirror = stage.create(stage.spec(ClickHouseLoad.mappings()));
        mirror.awaitRunning();
    }

    @AfterAll
    void stop() {
        stage.close();
        tain.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "read _tain_mirrors:after:2",
                "read accounts:after:1",
                "insert accounts:before:2",
                "insert accounts:after:1",
                "insert entries:after:2",
                "insert events:before:1",
                "insert events:after:1",
                "insert events:after:3",
                "store writing:before:1",
                "store writing:after:2",
                "store position:before:2",
                "store position:after:1",
                "ChangeStream.confirm:before:2",
                "ChangeStream.confirm:after:2"
            })
    void aStreamGoesOnAfterACrashAt(String point) {
        tain.tell(point);
        load.start(1);
        assertCrashesAndRecovers();
    }

    /** Every start takes the mirror over, and looks after what is left of the one before. */
    @ParameterizedTest
    @ValueSource(strings = {"store writer:before:1", "store writer:after:1", "read _tain_held_changes:after:1"})
    void aTakeoverGoesOnAfterACrashAt(String point) {
        mirror.pause();
        tain.tell(point);
        mirror.resume();
        load.start(1);
        assertCrashesAndRecovers();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete codes:before:1", "delete codes:after:1", "insert codes:after:1"})
    void aTableThatIsEmptiedIsEmptyAfterACrashAt(String point) {
        tain.tell(point);
        stage.source().execute("begin; truncate codes; insert into codes values ('c1', 'after', 'all'); commit");
        load.start(1);
        assertCrashesAndRecovers();
    }

    private void assertCrashesAndRecovers() {
        int status = tain.awaitEnd(CRASH_LIMIT);
        load.stop();
        assertThat(status).isEqualTo(CrashPoint.STATUS);
        ClickHouseLoad.assertConfirmedIsStored(stage, mirror);
        String before = ClickHouseLoad.position(stage, mirror);
        load.run(5);
        tain.start();
        mirror.awaitRunning();
        ClickHouseLoad.assertEqual(stage);
        assertThat(stage.source()
                        .value("select '" + before + "'::pg_lsn <= '" + ClickHouseLoad.position(stage, mirror)
                                + "'::pg_lsn"))
                .as("the position only moves on")
                .isEqualTo("t");
    }
}
