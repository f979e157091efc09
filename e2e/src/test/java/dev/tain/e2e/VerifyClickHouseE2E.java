package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.PostgresDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The checker is checked: PostgreSQL to ClickHouse, through the API. */
class VerifyClickHouseE2E {
    private static final int ROWS = 200_000;

    private static void makeItems(PostgresDatabase source, int rows) {
        source.execute("create table items (id bigint primary key, name text, amount numeric(12,2), at timestamptz,"
                + " tags text[], note jsonb, day date, ok boolean, u uuid)");
        source.execute(
                "insert into items select i, 'item ' || i, i * 0.01, '2024-01-01'::timestamptz + i * interval '1 s',"
                        + " array['a', i::text], jsonb_build_object('i', i), '2024-01-01'::date + i % 1000, i % 2 = 0,"
                        + " md5(i::text)::uuid from generate_series(1, " + rows + ") i");
    }

    @Test
    void oneWrongRowAmongManyIsFoundNamedAndPutRight() {
        try (ClickHouseStage stage = ClickHouseStage.open()) {
            makeItems(stage.source(), ROWS);
            Mirror mirror = stage.running("items");
            Answer equal = Verifying.of(mirror, Map.of()).ended();
            assertThat(equal.text("outcome")).as(equal.toString()).isEqualTo("EQUAL");
            assertThat(Verifying.table(equal, "public.items").path("sourceRows").asLong())
                    .isEqualTo(ROWS);
            stage.execute("delete from @items where id = 77777");
            stage.execute("alter table @items update amount = amount + 1, note = null where id = 123456"
                    + " settings mutations_sync = 2");
            stage.execute("insert into @items select -5, * except (id) from @items where id = 9");

            Answer found =
                    Verifying.of(mirror, Map.of("tables", "public.items")).ended();
            assertThat(Verifying.differences(found, "public.items"))
                    .as(found.toString())
                    .containsExactly("DIFFERENT [123456] [amount, note]", "MISSING [77777] []", "SURPLUS [-5] []");

            Answer repaired = Verifying.of(mirror, Map.of("repair", true)).ended();
            assertThat(repaired.text("outcome")).as(repaired.toString()).isEqualTo("EQUAL");
            assertThat(Verifying.table(repaired, "public.items")
                            .path("repaired")
                            .asLong())
                    .isEqualTo(3);
            assertThat(Verifying.of(mirror, Map.of()).ended().text("outcome")).isEqualTo("EQUAL");
            stage.awaitSame(
                    "select id || ' ' || amount from items where id in (-5, 77777, 123456) order by id",
                    "select concat(toString(id), ' ', toDecimalString(amount, 2)) from @items final"
                            + " where id in (-5, 77777, 123456) and _peerdb_is_deleted = 0 order by id");
        }
    }

    @Test
    void whileEverythingChangesNothingIsCalledWrongThatIsNot() throws InterruptedException {
        try (ClickHouseStage stage = ClickHouseStage.open()) {
            makeItems(stage.source(), 20_000);
            Mirror mirror = stage.running("items");
            stage.execute("delete from @items where id = 15000");
            stage.execute("insert into @items (id, name) values (-7, 'more')");
            AtomicBoolean stop = new AtomicBoolean();
            Thread writer = Thread.ofPlatform().start(() -> Verifying.churn(stage.source(), stop));
            try {
                for (int i = 0; i < 2; i++) {
                    Answer found = Verifying.of(mirror, Map.of()).ended();
                    assertThat(Verifying.differences(found, "public.items"))
                            .as(found.toString())
                            .containsExactly("MISSING [15000] []", "SURPLUS [-7] []");
                }
            } finally {
                stop.set(true);
                writer.join();
            }
            Answer repaired = Verifying.of(mirror, Map.of("repair", true)).ended();
            assertThat(repaired.text("outcome")).as(repaired.toString()).isEqualTo("EQUAL");
        }
    }

    @Test
    void keysThatAreOrderedDifferentlyAndMarkedRowsAreCompared() {
        try (ClickHouseStage stage = ClickHouseStage.open()) {
            stage.source().execute("create table odd (k uuid, n text, v real, secret text, primary key (k, n))");
            stage.source()
                    .execute("insert into odd select md5(i::text)::uuid, 'ä' || i, i / 3.0, 's'"
                            + " from generate_series(1, 3000) i");
            Map<String, Object> mapping = Map.of(
                    "source_table_identifier",
                    "public.odd",
                    "destination_table_identifier",
                    "odd",
                    "exclude",
                    List.of("secret"));
            Mirror mirror = stage.running(stage.spec(List.of(mapping))
                    .with("soft_delete_col_name", "gone")
                    .with("synced_at_col_name", "seen"));
            stage.source().execute("delete from odd where n = 'ä7'");
            Answer equal = Verifying.of(mirror, Map.of()).ended();
            assertThat(equal.text("outcome")).as(equal.toString()).isEqualTo("EQUAL");
            stage.execute("alter table @odd update v = 4 where n = 'ä9' settings mutations_sync = 2");
            Answer found = Verifying.of(mirror, Map.of("repair", true)).ended();
            assertThat(found.text("outcome")).as(found.toString()).isEqualTo("EQUAL");
            assertThat(Verifying.differences(found, "public.odd"))
                    .containsExactly("DIFFERENT [45c48cce-2e2d-7fbd-ea1a-fc51c7c6ad26, ä9] [v] repaired");
        }
    }
}
