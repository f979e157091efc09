package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What those see who read a ClickHouse destination, and those who ask what will be in it. */
class ClickHouseReadersE2E {
    private static final int READS = 60;

    private final ClickHouseStage stage = ClickHouseStage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    /** Money that goes from one table to the other is never missing, and never there twice. */
    @Test
    @Timeout(300)
    void aReadPointNeverShowsHalfATransaction() throws InterruptedException {
        stage.source()
                .execute(
                        "create table here (id int primary key, amount bigint)",
                        "create table there (id int primary key, amount bigint)",
                        "insert into here select g, 100 from generate_series(1, 50) g",
                        "insert into there select g, 100 from generate_series(1, 50) g");
        Mirror mirror = stage.running(
                stage.spec("here", "there").with("env", Map.of("TAIN_AS_OF_VIEWS", "true", "PEERDB_NULLABLE", "true")));
        stage.awaitValue(
                "SELECT countIf(complete) FROM @_tain_read_points WHERE mirror = '" + mirror.name() + "'", "2");
        AtomicBoolean ended = new AtomicBoolean();
        Thread writer = Thread.ofVirtual().start(() -> transfer(ended));
        Set<String> points = new HashSet<>();
        for (int read = 0; read < READS || points.size() <= READS / 4; ) {
            String point = stage.value(
                    "SELECT min(version) FROM @_tain_read_points WHERE mirror = '" + mirror.name() + "' AND complete");
            try {
                assertThat(stage.rows("SELECT count(), sum(h.amount + t.amount), countIf(h.amount + t.amount != 200)"
                                + " FROM @here_as_of(version = " + point + ") AS h JOIN @there_as_of(version = " + point
                                + ") AS t ON h.id = t.id"))
                        .as("at %s, after %s reads", point, read)
                        .containsExactly("50|10000|0");
                points.add(point);
                read++;
            } catch (AssertionError e) {
                if (!String.valueOf(e.getMessage()).contains("this read point is gone")) {
                    throw e;
                }
            }
        }
        ended.set(true);
        writer.join();
        stage.awaitSame(
                "select id, amount from here order by id",
                "SELECT id, amount FROM @here FINAL WHERE _peerdb_is_deleted = 0 ORDER BY id");
        assertThat(stage.value("SELECT max(abs(dateDiff('second', committed_at, now()))) < 600 FROM"
                        + " @_tain_read_points WHERE mirror = '" + mirror.name() + "'"))
                .isEqualTo("1");
    }

    private void transfer(AtomicBoolean ended) {
        for (int round = 0; !ended.get(); round++) {
            int id = 1 + round % 50;
            int amount = round % 7 - 3;
            stage.source()
                    .execute("begin; update here set amount = amount - " + amount + " where id between " + id + " and "
                            + (id + 5) + "; update there set amount = amount + " + amount + " where id between " + id
                            + " and " + (id + 5) + "; commit");
        }
    }

    @Test
    void viewsComeAndGoWithTheMirrorsSettings() {
        stage.source()
                .execute(
                        "create table item (id int primary key, name text)",
                        "insert into item values (1, 'a'), (2, 'b')");
        Mirror mirror = stage.running(
                stage.spec("item").with("env", Map.of("TAIN_CURRENT_VIEWS", "true", "PEERDB_NULLABLE", "true")));
        assertThat(stage.rows("SELECT * FROM @item_current ORDER BY id")).containsExactly("1|a", "2|b");
        stage.source()
                .execute(
                        "delete from item where id = 1",
                        "alter table item add column more int default 7",
                        "insert into item values (3, 'c', 8)");
        stage.awaitValue("SELECT count() FROM @item FINAL WHERE id = 3", "1");
        assertThat(stage.rows("SELECT * FROM @item_current ORDER BY id")).containsExactly("2|b|7", "3|c|8");
        mirror.edit(Map.of("updated_env", Map.of("TAIN_CURRENT_VIEWS", "false", "TAIN_AS_OF_VIEWS", "true")))
                .succeeded();
        String views = "SELECT arrayStringConcat(arraySort(groupArray(name))) FROM system.tables"
                + " WHERE database || '.' = '@' AND engine = 'View'";
        stage.awaitValue(views, "_tain_read_pointsitem_as_of");
        mirror.awaitRunning();
        mirror.drop();
        assertThat(stage.value(views)).isEqualTo("_tain_read_pointsitem_as_of");
    }

    @Test
    void anUnknownSettingIsNamed() {
        stage.source().execute("create table item (id int primary key)");
        MirrorSpec spec = stage.spec("item");
        Answer unknown = stage.api()
                .post(
                        "mirrors/cdc/validate",
                        spec.with("env", Map.of("TAIN_CURENT_VIEWS", "true")).body());
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.text("message")).contains("TAIN_CURENT_VIEWS");
        Answer neither = stage.api()
                .post(
                        "mirrors/cdc/validate",
                        spec.with("env", Map.of("TAIN_CURRENT_VIEWS", "often")).body());
        assertThat(neither.text("message")).contains("neither true nor false");
        stage.api()
                .post(
                        "mirrors/cdc/validate",
                        spec.with("env", Map.of("PEERDB_NULLABLE", "true")).body())
                .succeeded();
    }

    @Test
    void whatArrivesOfEachColumnIsSaidBeforeAndAfter() {
        stage.source()
                .execute(
                        "create table visit (id bigint primary key, at timestamptz, price numeric(10, 2), free numeric,"
                                + " tags text[], small float8)");
        MirrorSpec spec = stage.spec()
                .tables(List.of(Map.of(
                        "source_table_identifier",
                        "public.visit",
                        "destination_table_identifier",
                        "visit",
                        "columns",
                        List.of(Map.of(
                                "source_name", "small", "destination_name", "tiny", "destination_type", "Float32")))));
        List<String> expected = List.of(
                "id bigint id Int64 LOSSLESS",
                "at timestamp with time zone at Nullable(DateTime64(6, 'UTC')) LOSSY",
                "price numeric(10,2) price Nullable(Decimal(10, 2)) LOSSY",
                "free numeric free Nullable(String) LOSSLESS",
                "tags text[] tags Array(Nullable(String)) LOSSY",
                "small double precision tiny Float32 LOSSY");
        Answer validated = stage.api().post("mirrors/cdc/validate", spec.body()).succeeded();
        assertThat(validated.text("tables/0/sourceTable")).isEqualTo("public.visit");
        assertThat(columns(validated.at("tables/0/columns"))).isEqualTo(expected);
        assertThat(validated.text("tables/0/columns/5/loss"))
                .contains("single precision")
                .contains("NULL becomes");
        Mirror mirror = stage.running(spec);
        assertThat(columns(mirror.table("public.visit").path("columns"))).isEqualTo(expected);
        stage.source().execute("alter table visit add column note text", "insert into visit (id) values (1)");
        stage.awaitValue("SELECT count() FROM @visit", "1");
        dev.tain.testkit.Await.until(
                "the status shows the new column",
                () -> columns(mirror.table("public.visit").path("columns"))
                        .contains("note text note Nullable(String) LOSSLESS"));
    }

    @Test
    void aRefusalSaysWhatArrivesOfAllColumns() {
        stage.source()
                .execute(
                        "create table first (id int primary key, a text, b text, at timestamptz)",
                        "create table second (id int primary key, n numeric(5, 2))");
        List<Map<String, Object>> mappings = List.of(
                Map.of(
                        "source_table_identifier",
                        "public.first",
                        "destination_table_identifier",
                        "first",
                        "columns",
                        List.of(
                                Map.of("source_name", "a", "destination_name", "a", "destination_type", "UUID"),
                                Map.of("source_name", "b", "destination_name", "b", "destination_type", "Int32"))),
                MirrorSpec.table("public.second", "second"));
        Answer refused =
                stage.api().post("mirrors/cdc/validate", stage.spec(mappings).body());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("message")).contains("column a of type text").contains("column b of type text");
        String details = refused.at("details").toString();
        assertThat(details)
                .contains("TABLE_CONTRACT")
                .contains("\"public.first.a\":\"text -> UUID: REFUSED, ")
                .contains("\"public.first.b\":\"text -> Int32: REFUSED, ")
                .contains("\"public.first.id\":\"integer -> Int32: LOSSLESS\"")
                .contains("\"public.first.at\":\"timestamp with time zone -> ")
                .contains("\"public.second.n\":\"numeric(5,2) -> ");
    }

    @Test
    void anEditIsRefusedThatWantsAViewOfATakenName() {
        stage.source()
                .execute("create table goods (id int primary key, name text)", "insert into goods values (1, 'a')");
        Mirror mirror = stage.running("goods");
        stage.execute("CREATE TABLE @goods_current (a UInt8) ENGINE = Memory");
        Answer refused = mirror.edit(Map.of("updated_env", Map.of("TAIN_CURRENT_VIEWS", "true")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("message")).contains("goods_current");
        mirror.edit(Map.of("updated_env", Map.of("TAIN_AS_OF_VIEWS", "true"))).succeeded();
        stage.source().execute("insert into goods values (2, 'b')");
        stage.awaitValue("SELECT count() FROM @goods FINAL", "2");
        mirror.awaitRunning();
        assertThat(mirror.trouble()).isEmpty();
        stage.awaitValue("SELECT count() FROM system.tables WHERE database || '.' = '@' AND name = 'goods_as_of'", "1");
    }

    private static List<String> columns(JsonNode columns) {
        return columns.valueStream()
                .map(column -> column.path("sourceColumn").asString() + " "
                        + column.path("sourceType").asString() + " "
                        + column.path("destinationColumn").asString() + " "
                        + column.path("destinationType").asString()
                        + " " + column.path("contract").asString())
                .toList();
    }
}
