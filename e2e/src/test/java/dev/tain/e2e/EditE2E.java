package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mirrors that are changed while they run. */
class EditE2E {
    private final Stage stage = Stage.open();

    @BeforeEach
    void makeTables() {
        stage.source()
                .execute(
                        "create table first (id int primary key, v text)",
                        "create table second (id int primary key, v text, w text)",
                        "insert into first select g, 'f' from generate_series(1, 3000) g",
                        "insert into second select g, 's', 'w' from generate_series(1, 3000) g");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void otherTablesGoOnWhileAnAddedTableIsCopied() {
        Mirror mirror = stage.running("public.first");
        stage.destination().execute("create table second (id int primary key, v text, w text)");
        try (Blockade _ = Blockade.of(stage.destination(), "insert into second values (1500, 'in the way', '')")) {
            mirror.add("public.second").succeeded();
            Await.until(
                    "it is being copied", () -> phase(mirror, "public.second").equals("COPYING"));
            stage.source()
                    .execute("update first set v = 'meanwhile'", "update second set v = 'meanwhile' where id % 2 = 0");
            stage.assertEqual("public.first");
            assertThat(phase(mirror, "public.second")).isEqualTo("COPYING");
            assertThat(mirror.state()).isEqualTo(Mirror.SNAPSHOT);
        }
        mirror.awaitRunning();
        stage.assertEqual("public.first", "public.second");
    }

    @Test
    void anAddedTableWaitsForTransactionsThatWroteItBeforeWhileOthersGoOn() {
        Mirror mirror = stage.running("public.first");
        try (Blockade open = Blockade.of(stage.source(), "update second set v = 'long ago' where id = 7")) {
            mirror.add("public.second").succeeded();
            stage.source().execute("update first set v = 'meanwhile'");
            stage.assertEqual("public.first");
            stage.source().execute("update second set v = 'other' where id = 8");
            open.commit();
        }
        mirror.awaitRunning();
        stage.assertEqual("public.first", "public.second");
    }

    private static String phase(Mirror mirror, String table) {
        return mirror.table(table).path("phase").asString();
    }

    @Test
    void tablesAreAddedUnderLoad() {
        try (Workload load = Workload.prepare(stage.source(), 23)) {
            Mirror mirror = stage.running("public.first");
            load.start(2);
            for (String table : Workload.tables()) {
                mirror.add(table).succeeded();
            }
            Await.until(
                    "every table streams",
                    () -> List.of(Workload.tables()).stream()
                            .allMatch(table -> phase(mirror, table).equals("STREAMING")));
            load.stop();
            mirror.awaitRunning();
            stage.assertEqual(Workload.tables());
        }
    }

    @Test
    void aRemovedTableStaysAsItIsAndCanBeAddedAgain() {
        Mirror mirror = stage.running("public.first", "public.second");
        mirror.remove("public.second").succeeded();
        Await.until("it is out", () -> !mirror.status().at("tables").toString().contains("public.second"));
        stage.awaitMark(); // the stream goes on after the edit
        Await.until(
                "it is not published",
                () -> !stage.source()
                        .rows("select tablename from pg_publication_tables")
                        .contains("second"));
        stage.source().execute("update second set v = 'later'", "update first set v = 'later'");
        stage.assertEqual("public.first");
        assertThat(stage.destination().count("second where v = 's'")).isEqualTo(3000);

        assertThat(mirror.add("public.second").status())
                .as("its rows are in the way")
                .isEqualTo(400);
        stage.destination().execute("truncate second");
        mirror.add("public.second").succeeded();
        stage.source().execute("delete from second where id < 100");
        Await.until("it streams again", () -> phase(mirror, "public.second").equals("STREAMING"));
        stage.assertEqual("public.first", "public.second");
    }

    @Test
    void aTableRemovedAndAddedDuringTheFirstSnapshotIsCopiedAsItIsThen() {
        stage.destination().execute("create table first (id int primary key, v text)");
        Mirror mirror;
        try (Blockade _ = Blockade.of(stage.destination(), "insert into first values (2000, 'in the way')")) {
            mirror = stage.create(stage.spec("public.first", "public.second"));
            Mirror waiting = mirror;
            Await.until(
                    "second is copied", () -> phase(waiting, "public.second").equals("STREAMING"));
            mirror.remove("public.second").succeeded();
            Await.until(
                    "it is not published",
                    () -> !stage.source()
                            .rows("select tablename from pg_publication_tables")
                            .contains("second"));
            stage.source().execute("update second set v = 'unseen'");
            stage.destination().execute("truncate second");
            mirror.add("public.second").succeeded();
            Await.until(
                    "second is copied anew",
                    () -> phase(waiting, "public.second").equals("STREAMING"));
        }
        mirror.awaitRunning();
        stage.assertEqual("public.first", "public.second");
    }

    @Test
    void theSameTableInBothIsRefused() {
        Mirror mirror = stage.running("public.first");
        Answer refused = mirror.edit(Map.of(
                "additional_tables", List.of(MirrorSpec.table("public.second")),
                "removed_tables", List.of(MirrorSpec.table("public.second"))));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("code").asInt()).isEqualTo(3);
        assertThat(refused.text("message")).contains("public.second");
        assertThat(refused.details()).contains("remedy");
        assertThat(mirror.status().at("tables").size()).isEqualTo(2);
    }

    @Test
    void aRefusedEditChangesNothing() {
        Mirror mirror = stage.running("public.first");
        stage.source().execute("create table keyless (v text)");
        for (String table : List.of("public.keyless", "public.nowhere", "public.first")) {
            Answer refused = mirror.add(table);
            assertThat(refused.status()).as(table).isEqualTo(400);
            assertThat(refused.text("message")).contains(table);
        }
        assertThat(mirror.remove("public.second").status()).isEqualTo(400);
        assertThat(mirror.state()).isEqualTo(Mirror.RUNNING);
        assertThat(mirror.status().at("cdcStatus/config/tableMappings").size()).isEqualTo(2);
        assertThat(stage.source().rows("select tablename from pg_publication_tables order by 1"))
                .containsExactly("first", "mark");
    }

    @Test
    void aNewPaceTakesEffectAtOnce() {
        Mirror mirror = stage.create(stage.spec("public.first").with("idle_timeout_seconds", 3600));
        mirror.awaitRunning();
        stage.source().execute("update first set v = 'waits for an hour' where id = 1");
        mirror.edit(Map.of("idle_timeout", 0)).succeeded();
        stage.assertEqual("public.first");
        assertThat(mirror.status().text("cdcStatus/config/idleTimeoutSeconds")).isEqualTo("0");
    }

    @Test
    void anEditResumesAPausedMirror() {
        Mirror mirror = stage.running("public.first");
        mirror.pause();
        stage.source().execute("update second set v = 'while paused' where id = 1");
        mirror.edit(Map.of(
                        "additional_tables",
                        List.of(Map.of(
                                "source_table_identifier",
                                "public.second",
                                "destination_table_identifier",
                                "public.renamed",
                                "exclude",
                                List.of("w")))))
                .succeeded();
        mirror.awaitRunning();
        stage.source().execute("update second set v = 'after' where id = 2");
        stage.assertEqual("public.first");
        assertThat(stage.destination().rows("select id, v from renamed where id < 4 order by id"))
                .containsExactly("1|while paused", "2|after", "3|s");
        assertThat(stage.destination()
                        .rows("select column_name from information_schema.columns" + " where table_name = 'renamed'"))
                .doesNotContain("w");
    }
}
