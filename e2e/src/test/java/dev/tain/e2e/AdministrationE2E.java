package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is done to mirrors and to the instance beside running them. */
class AdministrationE2E {
    private static Answer cancel(Mirror mirror, String key) {
        return mirror.api()
                .post(
                        "flows/cdc/cancel_table_addition",
                        Map.of(
                                "flow_job_name",
                                mirror.name(),
                                "currently_replicating_tables",
                                List.of(MirrorSpec.table("public.mark"), MirrorSpec.table("public.first")),
                                "idempotency_key",
                                key));
    }

    private static void makeTables(Stage stage) {
        stage.source()
                .execute(
                        "create table first (id int primary key, v text)",
                        "create table second (id int primary key, v text)",
                        "insert into first select g, 'f' from generate_series(1, 100) g",
                        "insert into second select g, 's' from generate_series(1, 100) g");
    }

    @Test
    void anAdditionThatHangsIsGivenUpWhileTheOthersGoOn() {
        try (Stage stage = Stage.open()) {
            makeTables(stage);
            Mirror mirror = stage.running("public.first");
            Answer nothing = cancel(mirror, "");
            assertThat(nothing.status()).isEqualTo(400);
            assertThat(nothing.at("code").asInt()).isEqualTo(9);
            assertThat(nothing.text("message"))
                    .startsWith("cannot cancel table addition for flow " + mirror.name() + " in status STATUS_RUNNING");
            try (Blockade _ = Blockade.of(stage.source(), "update second set v = 'for hours' where id = 7")) {
                mirror.add("public.second").succeeded();
                stage.source().execute("update first set v = 'meanwhile'");
                stage.assertEqual("public.first");
                assertThat(mirror.state()).isEqualTo(Mirror.SNAPSHOT);
                Answer cancelled = cancel(mirror, "once").succeeded();
                assertThat(cancelled.at("tablesAfterCancellation").toString())
                        .contains("public.mark", "public.first")
                        .doesNotContain("second");
                assertThat(cancel(mirror, "once").body()).isEqualTo(cancelled.body());
                mirror.awaitRunning();
                stage.source().execute("update first set v = 'after'");
                stage.assertEqual("public.first");
            }
            assertThat(mirror.status().at("tables").toString()).doesNotContain("second");
            Await.until(
                    "it is not published",
                    () -> !stage.source()
                            .rows("select tablename from pg_publication_tables")
                            .contains("second"));
            mirror.add("public.second").succeeded();
            mirror.awaitRunning();
            stage.assertEqual("public.first", "public.second");
        }
    }

    @Test
    void aCopyThatHangsAtTheDestinationIsGivenUp() {
        try (Stage stage = Stage.open()) {
            makeTables(stage);
            Mirror mirror = stage.running("public.first");
            stage.destination().execute("create table second (id int primary key, v text)");
            try (Blockade _ = Blockade.of(stage.destination(), "insert into second values (50, 'in the way')")) {
                mirror.add("public.second").succeeded();
                Await.until(
                        "it is being copied",
                        () -> mirror.table("public.second")
                                .path("phase")
                                .asString()
                                .equals("COPYING"));
                cancel(mirror, "").succeeded();
                mirror.awaitRunning();
                stage.source().execute("update first set v = 'after'");
                stage.assertEqual("public.first");
            }
        }
    }

    @Test
    void aFirstCopyIsNoAddition() {
        try (Stage stage = Stage.open()) {
            makeTables(stage);
            stage.destination().execute("create table second (id int primary key, v text)");
            try (Blockade _ = Blockade.of(stage.destination(), "insert into second values (50, 'in the way')")) {
                Mirror mirror = stage.create(stage.spec("public.first", "public.second"));
                Await.until(
                        "first streams",
                        () -> mirror.table("public.first")
                                .path("phase")
                                .asString()
                                .equals("STREAMING"));
                Answer refused = cancel(mirror, "");
                assertThat(refused.status()).isEqualTo(400);
                assertThat(refused.text("message")).contains("in status STATUS_SNAPSHOT");
            }
        }
    }

    @Test
    void inMaintenanceMirrorsRestAndNobodyChangesThem() {
        try (TainProcess tain = TainProcess.start(Launch.app("maintenance"));
                Stage stage = Stage.open(tain)) {
            makeTables(stage);
            Mirror mirror = stage.running("public.first");
            Mirror paused = stage.running("public.second");
            paused.pause();
            assertThat(stage.api().get("instance/info").text("status")).isEqualTo("INSTANCE_STATUS_READY");
            stage.api()
                    .post("instance/maintenance", Map.of("status", "MAINTENANCE_STATUS_START"))
                    .succeeded();
            mirror.awaitState(Mirror.PAUSED);
            Answer status = Await.atMost(Duration.ofSeconds(30))
                    .value(
                            "maintenance",
                            () -> stage.api().get("instance/maintenance/status").succeeded(),
                            answer -> answer.text("phase").equals("MAINTENANCE_PHASE_MAINTENANCE_MODE_ENABLED"));
            assertThat(status.at("maintenanceRunning").asBoolean()).isTrue();
            for (Answer refused : List.of(
                    mirror.change(Mirror.RUNNING),
                    mirror.change("STATUS_TERMINATING"),
                    mirror.add("public.second"),
                    stage.api()
                            .post("flows/cdc/create", stage.spec("public.first").body()))) {
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.at("code").asInt()).isEqualTo(14);
            }
            tain.kill();
            tain.start();
            assertThat(stage.api().get("instance/info").text("status")).isEqualTo("INSTANCE_STATUS_MAINTENANCE");
            assertThat(mirror.state()).isEqualTo(Mirror.PAUSED);
            stage.source().execute("update first set v = 'in maintenance'");
            stage.api().post("instance/maintenance", Map.of("status", 2)).succeeded();
            mirror.awaitRunning();
            stage.assertEqual("public.first");
            assertThat(paused.state()).as("paused by its user").isEqualTo(Mirror.PAUSED);
        }
    }

    @Test
    void sequencesAreSetToWhereTheRowsAre() {
        try (Stage stage = Stage.open()) {
            stage.source()
                    .execute(
                            "create table counted (id int primary key, n int)",
                            "insert into counted select g, -g from generate_series(1, 500) g",
                            "create table empty (id int primary key)");
            stage.destination()
                    .execute(
                            "create table counted (id serial primary key, n int)",
                            "create sequence \"Down\" increment -1 owned by counted.n",
                            "create table empty (id int primary key generated by default as identity)");
            Mirror mirror = stage.running("public.counted", "public.empty");
            Answer answer = stage.api()
                    .post("mirrors/sequences/reset", Map.of("flowJobName", mirror.name()))
                    .succeeded();
            assertThat(answer.body().toString()).isEqualTo("{\"ok\":true,\"errorMessage\":\"\"}");
            assertThat(stage.destination().value("select nextval('counted_id_seq')"))
                    .isEqualTo("501");
            assertThat(stage.destination().value("select nextval('\"Down\"')")).isEqualTo("-501");
            assertThat(stage.destination().value("select nextval('empty_id_seq')"))
                    .isEqualTo("1");
        }
    }

    @Test
    void tagsStayOnAMirrorAndSettingsAreListed() {
        try (Stage stage = Stage.open()) {
            Mirror mirror = stage.running();
            stage.api()
                    .post(
                            "flows/tags",
                            Map.of("flowName", mirror.name(), "tags", List.of(Map.of("key", "k", "value", "v"))))
                    .succeeded();
            mirror.edit(Map.of("idle_timeout", 1)).succeeded();
            assertThat(stage.api()
                            .get("flows/tags/" + mirror.name())
                            .succeeded()
                            .at("tags")
                            .toString())
                    .isEqualTo("[{\"key\":\"k\",\"value\":\"v\"}]");
            assertThat(stage.api()
                            .get("dynamic_settings")
                            .succeeded()
                            .at("settings")
                            .size())
                    .isGreaterThanOrEqualTo(63);
            mirror.drop();
            assertThat(stage.api().get("flows/tags/" + mirror.name()).status()).isEqualTo(404);
        }
    }
}
