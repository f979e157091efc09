package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process ends at each step between reading and confirming. After the next start everything is equal, and what was
 * confirmed to the source was stored at the destination before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MirrorCrashIT {
    private static final Duration CRASH_LIMIT = Duration.ofSeconds(60);

    private TainProcess tain;
    private Stage stage;
    private Workload load;
    private Mirror mirror;

    @BeforeAll
    void start() {
        tain = TainProcess.start(Launch.crashing("crash"));
        stage = Stage.open(tain);
        stage.destination()
                .execute(
                        "create table events (id bigint primary key, kind int, payload text)",
                        "create table applied (id bigint)",
                        "create function note() returns trigger language plpgsql as"
                                + " 'begin insert into public.applied values (new.id); return null; end'",
                        "create trigger note after insert or update on events for each row execute function note()",
                        "alter table events enable always trigger note");
        load = Workload.prepare(stage.source(), 57);
        mirror = stage.running(Workload.tables());
    }

    @AfterAll
    void stop() {
        stage.close();
        tain.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ChangeStream.read:after:3",
                "Applier.apply:before:2",
                "Applier.apply:after:1",
                "Applier.apply:after:4",
                "Applier.commit:before:1",
                "Applier.commit:before:4",
                "Applier.commit:after:1",
                "Applier.commit:after:5",
                "ChangeStream.confirm:before:2",
                "ChangeStream.confirm:after:2"
            })
    void aStreamGoesOnAfterACrashAt(String point) {
        tain.tell(point);
        load.start(1);
        int status = tain.awaitEnd(CRASH_LIMIT);
        load.stop();
        assertThat(status).isEqualTo(CrashPoint.STATUS);
        assertRecovers();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Source.heartbeat:before:1", "Source.heartbeat:after:1"})
    void anIdleStreamGoesOnAfterACrashAt(String point) {
        tain.tell(point);
        assertThat(tain.awaitEnd(CRASH_LIMIT)).isEqualTo(CrashPoint.STATUS);
        assertRecovers();
    }

    private void assertRecovers() {
        assertConfirmedIsStored();
        load.run(5);
        tain.start();
        mirror.awaitRunning();
        stage.assertEqual(Workload.tables());
        assertThat(stage.slots()).hasSize(1);
        assertThat(stage.destination().rows("select id, count(*) from applied group by id having count(*) > 1"))
                .as("events that were applied more than once")
                .isEmpty();
    }

    private void assertConfirmedIsStored() {
        String confirmed = stage.source()
                .value("select confirmed_flush_lsn from pg_replication_slots where database = current_database()");
        String stored =
                stage.destination().value("select position from _tain.mirrors where mirror = '" + mirror.name() + "'");
        assertThat(stage.source().value("select '" + confirmed + "'::pg_lsn <= '" + stored + "'::pg_lsn"))
                .as("%s was confirmed and %s is stored", confirmed, stored)
                .isEqualTo("t");
    }
}
