package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a mirror from its creation to its end, and of the objects that were made for it. */
class LifecycleE2E {
    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aMirrorComesByItsStatesInOrder() {
        stage.source()
                .execute(
                        "create table t (id int primary key, v text)",
                        "insert into t select g, 'v' from generate_series(1, 50000) g");
        Mirror mirror = stage.create(stage.spec("public.t"));
        List<String> seen = new ArrayList<>();
        Await.until(mirror.name() + " runs", () -> {
            String state = mirror.state();
            if (seen.isEmpty() || !seen.getLast().equals(state)) {
                seen.add(state);
            }
            return state.equals(Mirror.RUNNING);
        });
        assertThat(List.of("STATUS_SETUP", Mirror.SNAPSHOT, Mirror.RUNNING)).containsSubsequence(seen);
        mirror.pause();
        mirror.resume();
        mirror.awaitRunning();
        assertThat(stage.api().get("mirrors/list").succeeded().body().toString())
                .contains(mirror.name());
        assertThat(stage.api().get("mirrors/names").succeeded().body().toString())
                .contains(mirror.name());
        stage.assertEqual("public.t");
    }

    @Test
    void aPausedMirrorWritesNothingAndGoesOnWhereItWas() {
        try (Workload load = Workload.prepare(stage.source(), 11)) {
            Mirror mirror = stage.running(Workload.tables());
            load.start(2);
            Await.until("changes arrive", () -> mirror.rowsStreamed() > 100);
            mirror.pause();
            List<String> paused = digests();
            long committed = load.committed();
            Await.until("the source goes on", () -> load.committed() > committed + 200);
            assertThat(digests()).isEqualTo(paused);
            assertThat(mirror.state()).isEqualTo(Mirror.PAUSED);
            mirror.resume();
            Await.until("it goes on", () -> !digests().equals(paused));
            load.stop();
            mirror.awaitRunning();
            stage.assertEqual(Workload.tables());
        }
    }

    private List<String> digests() {
        return List.of(Workload.tables()).stream()
                .map(table -> stage.destination()
                        .value("select count(*) || ' ' || coalesce(sum(hashtext(t::text)), 0) from "
                                + Stage.quoted(table) + " t"))
                .toList();
    }

    @Test
    void countedChangesSurviveAPause() {
        stage.source().execute("create table t (id int primary key)");
        Mirror mirror = stage.running("public.t");
        stage.source().execute("insert into t select generate_series(1, 500)");
        Await.untilEqual("rows", 500L, () -> stage.destination().count("t"));
        mirror.pause();
        assertThat(mirror.rowsStreamed()).isEqualTo(500);
    }

    @Test
    void aSnapshotIsPausedAndGoesOnWithTheChunksThatAreLeft() {
        String[] table = {"create table t (id int primary key, v text)", "alter table t alter column v set not null"};
        stage.source().execute(table);
        stage.source().execute("insert into t select g, 'v' || g from generate_series(1, 20000) g", "analyze t");
        stage.destination().execute(table);
        Mirror mirror;
        int done;
        try (Blockade _ = Blockade.of(stage.destination(), "insert into t values (15000, 'in the way')")) {
            mirror = stage.create(stage.spec("public.t"));
            Mirror blocked = mirror;
            Await.until("chunks before the blocked one are copied", () -> chunksDone(blocked) >= 10);
            mirror.pause();
            done = chunksDone(mirror);
            assertThat(mirror.table("public.t").path("phase").asString()).isEqualTo("COPYING");
        }
        long rows = stage.destination().count("t");
        stage.source()
                .execute("update t set v = 'changed while paused' where id % 7 = 0", "delete from t where id = 3");
        assertThat(stage.destination().count("t")).isEqualTo(rows);
        assertThat(mirror.state()).isEqualTo(Mirror.PAUSED);
        assertThat(chunksDone(mirror)).isEqualTo(done);
        mirror.resume();
        mirror.awaitRunning();
        stage.assertEqual("public.t");
        assertThat(mirror.table("public.t").path("chunks").asInt()).isEqualTo(chunksDone(mirror));
    }

    private static int chunksDone(Mirror mirror) {
        return mirror.table("public.t").path("chunksDone").asInt();
    }

    @Test
    void aMirrorThatStillWaitsForItsSlotCanBePausedAndDropped() {
        stage.source().execute("create table t (id int primary key)", "create table other (id int primary key)");
        try (Blockade _ = Blockade.of(stage.source(), "insert into other values (1)")) {
            Mirror mirror = stage.create(stage.spec("public.t")); // a slot is made once older transactions are over
            mirror.pause();
            mirror.resume();
            mirror.drop();
        }
    }

    @Test
    void droppingRemovesWhatWasMadeAndLeavesTheTables() {
        stage.source().execute("create table t (id int primary key)", "insert into t values (1), (2)");
        List<String> before = destinationObjects();
        Mirror mirror = stage.running("public.t");
        assertThat(stage.slots()).hasSize(1);
        assertThat(stage.publications()).hasSize(1);
        mirror.drop();
        assertThat(stage.slots()).isEmpty();
        assertThat(stage.publications()).isEmpty();
        assertThat(stage.destination().count("t")).isEqualTo(2);
        assertThat(destinationObjects()).containsAll(before).contains("public.t", "public.mark");
        assertThat(stage.api().get("mirrors/list").body().toString()).doesNotContain(mirror.name());
        // nothing of it is in the way of another one of the same name, once the tables are empty
        stage.destination().execute("truncate t, mark");
        Mirror again = stage.create(stage.spec("public.t").with("flow_job_name", mirror.name()));
        again.awaitRunning();
        stage.assertEqual("public.t");
    }

    private List<String> destinationObjects() {
        return stage.destination()
                .rows("select schemaname || '.' || tablename from pg_tables"
                        + " where schemaname not in ('pg_catalog', 'information_schema')");
    }

    @Test
    void aSlotAndAPublicationOfTheUsersSurviveTheDrop() {
        stage.source()
                .execute(
                        "create table t (id int primary key)",
                        "create publication my_publication for table t, mark",
                        "insert into t values (1)",
                        "select pg_create_logical_replication_slot('my_slot_"
                                + stage.source().name() + "', 'pgoutput')",
                        "insert into t values (2)");
        String slot = "my_slot_" + stage.source().name();
        Mirror mirror = stage.create(stage.spec("public.t")
                .with("publication_name", "my_publication")
                .with("replication_slot_name", slot));
        mirror.awaitRunning();
        stage.source().execute("insert into t values (3)");
        stage.assertEqual("public.t");
        mirror.drop();
        assertThat(stage.slots()).containsExactly(slot);
        assertThat(stage.publications()).containsExactly("my_publication");
        stage.source().execute("select pg_drop_replication_slot('" + slot + "')", "drop publication my_publication");
    }

    @Test
    void aSnapshotOnlyMirrorEndsAndNeedsNoSlot() {
        stage.source().execute("create table t (id int primary key)", "insert into t select generate_series(1, 5000)");
        Mirror mirror = stage.create(stage.spec("public.t").with("initial_snapshot_only", true));
        mirror.awaitState(Mirror.COMPLETED);
        assertThat(stage.slots()).isEmpty();
        stage.assertSame("public.t", "public.t");
        mirror.drop();
        assertThat(stage.destination().count("t")).isEqualTo(5000);
    }

    @Test
    void withoutASnapshotOnlyLaterChangesArrive() {
        stage.source().execute("create table t (id int primary key, v text)", "insert into t values (1, 'before')");
        Mirror mirror = stage.create(stage.spec("public.t").with("do_initial_snapshot", false));
        mirror.awaitRunning();
        stage.source().execute("insert into t values (2, 'after')", "update t set v = 'updated' where id = 1");
        stage.awaitMark();
        assertThat(stage.destination().rows("select id, v from t order by id")).contains("2|after");
    }

    @Test
    void aRunningMirrorKeepsItsPeersFromBeingDropped() {
        stage.source().execute("create table t (id int primary key)");
        Mirror mirror = stage.running("public.t");
        Answer refused = stage.api().post("peers/drop", Map.of("peerName", stage.sourcePeer()));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("message")).contains("is currently involved in an ongoing mirror");
        mirror.drop();
        stage.api().post("peers/drop", Map.of("peerName", stage.sourcePeer())).succeeded();
    }
}
