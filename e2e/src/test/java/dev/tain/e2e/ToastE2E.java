package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large values that a change does not carry stay as they are, whatever way the change comes. */
class ToastE2E {
    private static final String LARGE =
            "(select string_agg(md5((random() + g)::text), '') from generate_series(1, 300) g)";

    private final Stage stage = Stage.open();

    @BeforeEach
    void makeTable() {
        stage.source()
                .execute(
                        "create table t (id int primary key, small text, large text, other bytea, doc jsonb)",
                        "alter table t alter column large set storage external, alter column other set storage "
                                + "external",
                        "insert into t select g, 's', " + LARGE + " || g, convert_to(" + LARGE + " || g, 'utf8'),"
                                + " to_jsonb(" + LARGE + " || g) from generate_series(1, 50) g");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void unchangedValuesStayInBatchesOfTheirOwn() {
        stage.running("public.t");
        stage.source().execute("update t set small = 'first'");
        stage.assertEqual("public.t");
        stage.source().execute("update t set small = 'second', other = 'now small' where id % 2 = 0");
        stage.assertEqual("public.t");
        stage.source()
                .execute("update t set large = " + LARGE + " where id % 3 = 0", "update t set doc = null where id = 1");
        stage.assertEqual("public.t");
        stage.source().execute("update t set small = null");
        stage.assertEqual("public.t");
    }

    @Test
    void unchangedValuesComeFromEarlierChangesOfTheBatch() {
        stage.running("public.t");
        stage.source()
                .execute("begin; update t set large = 'l' || id || " + LARGE + " where id <= 20;"
                        + " update t set small = 'x' where id <= 30; update t set other = null where id = 3;"
                        + " insert into t select g, 'new', " + LARGE + ", null, null from generate_series(51, 60) g;"
                        + " update t set small = 'newer' where id > 50; delete from t where id = 60;"
                        + " insert into t values (60, 'anew', null, null, null); update t set small = 'again' where "
                        + "id = 60;"
                        + " commit");
        stage.assertEqual("public.t");
    }

    @Test
    void unchangedValuesFollowTheirRowToAnotherKey() {
        stage.running("public.t");
        stage.source().execute("update t set id = id + 1000 where id <= 10");
        stage.assertEqual("public.t");
        stage.source().execute("update t set id = id + 1, small = 'shifted' where id > 1000 and id = 1010");
        stage.assertEqual("public.t");
        // two rows exchange their keys in one transaction, and one moves twice
        stage.source()
                .execute("begin; update t set id = 0 where id = 20; update t set id = 20 where id = 21;"
                        + " update t set id = 21 where id = 0; update t set id = 500 where id = 22;"
                        + " update t set id = 501, small = 'moved twice' where id = 500;"
                        + " update t set id = 600, large = 'small now' where id = 23; update t set id = 23 where id = "
                        + "600;"
                        + " commit");
        stage.assertEqual("public.t");
    }

    @Test
    void aKeyThatIsLeftIsTakenByAnotherRow() {
        stage.running("public.t");
        stage.source()
                .execute("begin; delete from t where id = 5; update t set id = 5 where id = 6;"
                        + " insert into t values (6, 'fresh', null, null, null);"
                        + " update t set small = 'touched' where id in (5, 6); commit");
        stage.assertEqual("public.t");
    }

    @Test
    void unchangedValuesSurviveTheSnapshot() {
        stage.destination()
                .execute("create table t (id int primary key, small text, large text, other bytea, doc jsonb)");
        Mirror mirror;
        try (Blockade _ = Blockade.of(stage.destination(), "insert into t values (40, 'in the way')")) {
            mirror = stage.create(stage.spec("public.t").with("snapshot_num_rows_per_partition", 5));
            Mirror copying = mirror;
            Await.until(
                    "it is being copied",
                    () -> copying.table("public.t").path("phase").asString().equals("COPYING"));
            stage.source()
                    .execute(
                            "update t set small = 'during the copy'",
                            "update t set id = id + 100 where id % 5 = 0",
                            "update t set small = 'moved' where id > 100",
                            "update t set id = 45 where id = 41",
                            "delete from t where id = 44");
        }
        mirror.awaitRunning();
        stage.assertEqual("public.t");
        assertThat(stage.destination().count("t where large is null")).isZero();
    }

    @Test
    void unchangedValuesSurviveASnapshotThatLostItsStart() {
        stage.destination()
                .execute("create table t (id int primary key, small text, large text, other bytea, doc jsonb)");
        try (TainProcess tain = TainProcess.start(Launch.app("toast"));
                Stage own = Stage.open(tain)) {
            own.source()
                    .execute(
                            "create table t (id int primary key, small text, large text, pad char(1500))",
                            "alter table t alter column large set storage external,"
                                    + " alter column pad set storage plain",
                            "insert into t select g, 's', " + LARGE + ", 'fills pages' from generate_series(1, 100) g",
                            "analyze t");
            own.destination().execute("create table t (id int primary key, small text, large text, pad char(1500))");
            Mirror mirror;
            try (Blockade _ = Blockade.of(own.destination(), "insert into t values (60, 'in the way')")) {
                mirror = own.create(own.spec("public.t").with("snapshot_num_rows_per_partition", 5));
                Mirror copying = mirror;
                Await.until(
                        "chunks are copied",
                        () -> copying.table("public.t").path("chunksDone").asInt() > 2);
                own.source()
                        .execute(
                                "update t set small = 'during the copy'",
                                "update t set id = id + 1000 where id % 3 = 0",
                                "update t set id = id - 1100 where id > 1100");
                tain.kill();
                own.source().execute("update t set small = 'while away' where id % 2 = 0");
                tain.start();
            }
            mirror.awaitRunning();
            own.assertEqual("public.t");
        }
    }
}
