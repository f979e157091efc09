package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A table that ClickHouse does not let be written stops alone, loses nothing, and goes on when it is told to. */
class ClickHouseIsolationE2E {
    private final ClickHouseStage stage = ClickHouseStage.open();

    @BeforeEach
    void makeTables() {
        stage.source()
                .execute(
                        "create table good (id int primary key, v text)",
                        "create table bad (id int primary key, v int, w text)",
                        "insert into good select g, 'g' from generate_series(1, 100) g",
                        "insert into bad select g, g, null from generate_series(1, 100) g");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void assertSame(String table, String columns) {
        stage.awaitSame(
                "select " + columns + " from " + table + " order by id",
                "SELECT " + columns + " FROM @" + table + " FINAL WHERE _peerdb_is_deleted = 0 ORDER BY id");
    }

    private void assertOthersGoOn() {
        stage.source().execute("update good set v = v || '.' where id % 10 = 0");
        assertSame("good", "id, v");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CLICKHOUSE_DATA_REJECTED | ALTER TABLE @bad ADD CONSTRAINT c CHECK ifNull(v, 0) <= 1000"
                        + " | ALTER TABLE @bad DROP CONSTRAINT c",
                "TABLE_UNFIT TABLE_SCHEMA_CHANGED | ALTER TABLE @bad DROP COLUMN w"
                        + " | ALTER TABLE @bad ADD COLUMN w Nullable(String)",
                "TABLE_MISSING | RENAME TABLE @bad TO @hidden | RENAME TABLE @hidden TO @bad"
            })
    void stopsAloneAndGoesOnWhenItIsPutRight(String code, String breaking, String mending) {
        Mirror mirror = stage.running("good", "bad");
        Stopped bad = new Stopped(mirror, "public.bad");
        stage.execute(breaking);
        stage.source()
                .execute(
                        "insert into bad values (2001, 2001, null), (2002, 2002, null)",
                        "update bad set v = 3 where id = 3",
                        "insert into good values (2001, 'new')");
        JsonNode stop = bad.awaitStopped();
        assertThat(code.split(" ", -1)).contains(stop.path("errorCode").asString(""));
        assertOthersGoOn();
        assertThat(mirror.state()).isEqualTo(Mirror.RUNNING);
        bad.retry().succeeded();
        bad.awaitStoppedAgain(stop);
        stage.source()
                .execute(
                        "update bad set id = id + 10000 where id between 10 and 20",
                        "delete from bad where id between 30 and 40",
                        "begin; truncate bad; insert into bad select g, g, null from generate_series(1, 50) g; commit",
                        "update bad set v = v + 1 where id < 10");
        assertOthersGoOn();
        stage.execute(mending);
        bad.retry().succeeded();
        bad.awaitStreaming();
        stage.source().execute("insert into bad values (3000, 1, 'later')");
        assertSame("bad", "id, v");
        assertSame("good", "id, v");
    }

    @Test
    void aChangeThatIsSkippedIsRecordedAndTheRestArrives() {
        Mirror mirror = stage.running("good", "bad");
        Stopped bad = new Stopped(mirror, "public.bad");
        stage.execute("ALTER TABLE @bad ADD CONSTRAINT c CHECK ifNull(v, 0) <= 1000");
        stage.source()
                .execute("insert into bad select g, case g when 2222 then 5000 else 1 end, null"
                        + " from generate_series(2001, 2500) g");
        JsonNode stop = bad.awaitStopped();
        assertThat(stop.path("change").path("key").asString("")).isEqualTo("(2222)");
        bad.skip(stop).succeeded();
        bad.awaitStreaming();
        stage.awaitSame("select id from bad where id <> 2222 order by id", "SELECT id FROM @bad FINAL ORDER BY id");
        stage.source().execute("update bad set v = 2 where id = 2222");
        assertSame("bad", "id, v");
    }

    @Test
    void aPoisonRowInTheFirstCopyStopsItsTableOnly() {
        stage.source().execute("update bad set v = 5000 where id = 77");
        Mirror first = stage.running("good", "bad");
        first.drop();
        stage.execute("TRUNCATE TABLE @bad");
        stage.execute("TRUNCATE TABLE @good");
        stage.execute("ALTER TABLE @bad ADD CONSTRAINT c CHECK ifNull(v, 0) <= 1000");
        Mirror mirror = stage.create(stage.spec("good", "bad"));
        Stopped bad = new Stopped(mirror, "public.bad");
        JsonNode stop = bad.awaitStopped();
        assertThat(stop.path("errorCode").asString("")).isEqualTo("CLICKHOUSE_DATA_REJECTED");
        mirror.awaitRunning();
        stage.source().execute("delete from bad where id = 11");
        assertOthersGoOn();
        stage.execute("ALTER TABLE @bad DROP CONSTRAINT c");
        bad.retry().succeeded();
        bad.awaitStreaming();
        assertSame("bad", "id, v");
    }
}
