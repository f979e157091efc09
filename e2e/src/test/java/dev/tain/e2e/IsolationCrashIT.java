package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The process ends while a table stops, while its changes are kept, and while they are applied. Nothing is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationCrashIT {
    private static final Duration CRASH_LIMIT = Duration.ofSeconds(60);
    private static final String BAD = "public.bad";
    private static final String GOOD = "public.good";

    private TainProcess tain;
    private Stage stage;
    private Stopped bad;
    private int round;

    @BeforeAll
    void start() {
        tain = TainProcess.start(Launch.crashing("isolation"));
        stage = Stage.open(tain);
        stage.source()
                .execute(
                        "create table good (id int primary key, v int)",
                        "create table bad (id int primary key, v int, large text)",
                        "alter table bad alter column large set storage external",
                        "insert into good select g, 0 from generate_series(1, 100) g",
                        "insert into bad select g, 0, repeat('x', 3000) from generate_series(1, 100) g");
        bad = new Stopped(stage.running(GOOD, BAD), BAD);
    }

    @AfterAll
    void stop() {
        stage.close();
        tain.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Applier.apply:before:1",
                "Applier.apply:before:2",
                "Applier.close:before:1",
                "Destination.applier:before:1",
                "Destination.applier:after:1",
                "Applier.hold:before:1",
                "Applier.hold:after:1",
                "Applier.commit:before:1",
                "Applier.commit:after:1",
                "Applier.held:after:1",
                "Applier.held:after:2",
                "Applier.settle:after:1"
            })
    void aTableStopsOnceAndForAllThoughTheProcessEndsAt(String point) {
        breakIt();
        tain.tell(point);
        change();
        assertThat(tain.awaitEnd(CRASH_LIMIT)).isEqualTo(CrashPoint.STATUS);
        tain.start();
        bad.awaitStopped();
        stage.assertEqual(GOOD);
        mend();
        bad.retry().succeeded();
        assertNothingIsLost();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Applier.held:before:1",
                "Applier.apply:after:1",
                "Applier.release:before:1",
                "Applier.release:after:1",
                "Applier.commit:before:1",
                "Applier.commit:after:1",
                "Applier.held:after:2"
            })
    void aRetryGoesOnThoughTheProcessEndsAt(String point) {
        breakIt();
        change();
        bad.awaitStopped();
        change();
        stage.assertEqual(GOOD);
        mend();
        tain.tell(point);
        bad.retry().succeeded();
        assertThat(tain.awaitEnd(CRASH_LIMIT)).isEqualTo(CrashPoint.STATUS);
        tain.start();
        assertNothingIsLost();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Applier.apply:before:1", "Applier.commit:before:1", "Applier.commit:after:1"})
    void aSkippedChangeIsSkippedOnceThoughTheProcessEndsAt(String point) {
        breakIt();
        change();
        var stop = bad.awaitStopped();
        String key = stop.path("change").path("key").asString("");
        assertThat(key).isNotEmpty();
        tain.tell(point);
        bad.skip(stop).succeeded();
        assertThat(tain.awaitEnd(CRASH_LIMIT)).isEqualTo(CrashPoint.STATUS);
        tain.start();
        bad.awaitStreaming();
        stage.assertEqual(GOOD);
        assertThat(stage.destination().count("bad where v < 0")).isZero();
        stage.source().execute("update bad set v = 0 where v < 0");
        mend();
        assertNothingIsLost();
    }

    private void breakIt() {
        stage.destination().execute("alter table bad add constraint c check (v >= 0) not valid");
    }

    private void mend() {
        stage.destination().execute("alter table bad drop constraint c");
    }

    /** One row of it cannot be written while it is broken. */
    private void change() {
        round++;
        int poison = 1000 * round;
        stage.source()
                .execute("begin; update bad set v = v + 1 where id % 7 = " + round % 7
                        + "; update bad set id = id + 100000 where"
                        + " id = " + round + "; insert into bad values (" + poison
                        + ", -1, 'p'); delete from bad where id = "
                        + (60 + round % 30) + "; insert into good values (" + poison + ", 1); commit");
    }

    private void assertNothingIsLost() {
        bad.awaitStreaming();
        stage.source().execute("update bad set v = abs(v)");
        stage.assertEqual(GOOD, BAD);
        assertThat(stage.destination().count("_tain.held_changes")).isZero();
        assertThat(stage.slots()).hasSize(1);
    }
}
