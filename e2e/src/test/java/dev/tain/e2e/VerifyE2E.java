package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.PostgresDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The checker is checked: PostgreSQL to PostgreSQL, through the API. */
class VerifyE2E {
    private static final int ROWS = 200_000;

    private static void makeItems(PostgresDatabase source, int rows) {
        source.execute("create table items (id bigint primary key, name text, amount numeric(12,2), at timestamptz,"
                + " tags text[], note jsonb)");
        source.execute(
                "insert into items select i, 'item ' || i, i * 0.01, '2024-01-01'::timestamptz + i * interval '1 s',"
                        + " array['a', null, i::text], jsonb_build_object('i', i) from generate_series(1, " + rows
                        + ") i");
    }

    @Test
    void oneWrongRowAmongManyIsFoundNamedAndPutRight() {
        try (Stage stage = Stage.open()) {
            makeItems(stage.source(), ROWS);
            Mirror mirror = stage.running("public.items");
            Answer equal = Verifying.of(mirror, Map.of()).ended();
            assertThat(equal.text("outcome")).as(equal.toString()).isEqualTo("EQUAL");
            assertThat(Verifying.table(equal, "public.items").path("sourceRows").asLong())
                    .isEqualTo(ROWS);
            stage.destination().execute("delete from items where id = 77777");
            stage.destination().execute("update items set amount = amount + 1, note = null where id = 123456");
            stage.destination()
                    .execute("insert into items select -5, name, amount, at, tags, note from items where id = 9");

            Answer found = Verifying.of(mirror, Map.of("tables", List.of("public.items")))
                    .ended();
            assertThat(found.text("outcome")).as(found.toString()).isEqualTo("DIFFERENT");
            assertThat(Verifying.differences(found, "public.items"))
                    .containsExactly("DIFFERENT [123456] [amount, note]", "MISSING [77777] []", "SURPLUS [-5] []");

            Answer repaired = Verifying.of(mirror, Map.of("repair", true)).ended();
            assertThat(repaired.text("outcome")).as(repaired.toString()).isEqualTo("EQUAL");
            assertThat(Verifying.differences(repaired, "public.items"))
                    .containsExactly(
                            "DIFFERENT [123456] [amount, note] repaired",
                            "MISSING [77777] [] repaired",
                            "SURPLUS [-5] [] repaired");
            stage.assertEqual("public.items");
            assertThat(mirror.table("public.items")
                            .path("lastVerification")
                            .path("outcome")
                            .asString())
                    .isEqualTo("EQUAL");
            mirror.awaitRunning();
        }
    }

    @Test
    void whileEverythingChangesNothingIsCalledWrongThatIsNot() throws InterruptedException {
        try (Stage stage = Stage.open()) {
            makeItems(stage.source(), 20_000);
            Mirror mirror = stage.running("public.items");
            stage.destination().execute("delete from items where id = 15000");
            stage.destination().execute("update items set name = 'other' where id = 16000");
            stage.destination().execute("insert into items values (-7)");
            AtomicBoolean stop = new AtomicBoolean();
            Thread writer = Thread.ofPlatform().start(() -> Verifying.churn(stage.source(), stop));
            try {
                for (int i = 0; i < 3; i++) {
                    Answer found = Verifying.of(mirror, Map.of()).ended();
                    assertThat(Verifying.differences(found, "public.items"))
                            .containsExactly("DIFFERENT [16000] [name]", "MISSING [15000] []", "SURPLUS [-7] []");
                }
                Answer repaired = Verifying.of(mirror, Map.of("repair", true)).ended();
                assertThat(Verifying.table(repaired, "public.items")
                                .path("repaired")
                                .asLong())
                        .as(repaired.toString())
                        .isEqualTo(3);
            } finally {
                stop.set(true);
                writer.join();
            }
            stage.assertEqual("public.items");
            assertThat(Verifying.of(mirror, Map.of()).ended().text("outcome")).isEqualTo("EQUAL");
        }
    }

    @Test
    void mappingsAreHonoured() {
        try (Stage stage = Stage.open()) {
            stage.source()
                    .execute("create table \"Odd One\" (\"k 1\" text, k2 uuid, secret text, v real,"
                            + " primary key (\"k 1\", k2))");
            stage.source()
                    .execute("insert into \"Odd One\" select 'ä' || i, md5(i::text)::uuid, 's', i / 3.0"
                            + " from generate_series(1, 3000) i");
            Map<String, Object> mapping = Map.of(
                    "source_table_identifier",
                    "public.Odd One",
                    "destination_table_identifier",
                    "public.odd",
                    "exclude",
                    List.of("secret"));
            Mirror mirror = stage.create(stage.spec()
                    .tables(List.of(mapping))
                    .with("soft_delete_col_name", "gone")
                    .with("synced_at_col_name", "seen"));
            mirror.awaitRunning();
            stage.source().execute("delete from \"Odd One\" where \"k 1\" = 'ä7'");
            Answer equal = Verifying.of(mirror, Map.of()).ended();
            assertThat(equal.text("outcome")).as(equal.toString()).isEqualTo("EQUAL");
            stage.destination().execute("update odd set gone = true where \"k 1\" = 'ä8'");
            stage.destination().execute("update odd set v = 4 where \"k 1\" = 'ä9'");
            Answer found = Verifying.of(mirror, Map.of("repair", true)).ended();
            assertThat(found.text("outcome")).as(found.toString()).isEqualTo("EQUAL");
            assertThat(Verifying.differences(found, "public.Odd One"))
                    .containsExactly(
                            "DIFFERENT [ä9, 45c48cce-2e2d-7fbd-ea1a-fc51c7c6ad26] [v] repaired",
                            "MISSING [ä8, c9f0f895-fb98-ab91-59f5-1fd0297e236d] [] repaired");
        }
    }

    @Test
    void whatCannotBeComparedIsSaid() {
        try (Stage stage = Stage.open()) {
            stage.source().execute("create table t (id int primary key)");
            Mirror mirror = stage.running("public.t");
            assertThat(mirror.api().get("mirrors/verify/none").status()).isEqualTo(404);
            assertThat(mirror.api()
                            .post("mirrors/verify", Map.of("flowJobName", "none"))
                            .status())
                    .isEqualTo(404);
            assertThat(mirror.api()
                            .post("mirrors/verify", Map.of("flowJobName", mirror.name(), "tables", "public.none"))
                            .text("message"))
                    .contains("has no table public.none");
            mirror.pause();
            assertThat(mirror.api()
                            .post("mirrors/verify", Map.of("flowJobName", mirror.name()))
                            .text("message"))
                    .contains("is PAUSED");
        }
    }
}
