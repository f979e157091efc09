package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A table that PostgreSQL does not let be written stops alone, loses nothing, and goes on when it is told to. */
class IsolationE2E {
    private static final String BAD = "public.bad";
    private static final String GOOD = "public.good";

    private final Stage stage = Stage.open();

    @BeforeEach
    void makeTables() {
        stage.source()
                .execute(
                        "create table good (id int primary key, v text)",
                        "create table bad (id int primary key, v int, w text, large text)",
                        "alter table bad alter column large set storage external",
                        "insert into good select g, 'g' from generate_series(1, 1000) g",
                        "insert into bad select g, g, null, repeat('x', 3000) from generate_series(1, 1000) g");
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private void assertOthersGoOn() {
        stage.source().execute("update good set v = v || '.' where id % 10 = 0");
        stage.assertEqual(GOOD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "POSTGRES_DATA_REJECTED | alter table bad add constraint c check (v <= 1000)"
                        + " | alter table bad drop constraint c",
                "POSTGRES_DATA_REJECTED | create unique index u on bad ((case when v > 1000 then 1 else id end))"
                        + " | drop index u",
                "POSTGRES_DATA_REJECTED | alter table bad add column n int not null default 0;"
                        + " alter table bad alter column n drop default | alter table bad drop column n",
                "POSTGRES_DATA_REJECTED | create function no() returns trigger language plpgsql as"
                        + " 'begin raise ''no''; end'; create trigger no before insert on bad for each row execute"
                        + " function no(); alter table bad enable always trigger no | drop trigger no on bad",
                "TABLE_UNFIT TABLE_SCHEMA_CHANGED | alter table bad drop column w | alter table bad add column w text",
                "TABLE_MISSING | alter table bad rename to hidden | alter table hidden rename to bad"
            })
    void stopsAloneAndGoesOnWhenItIsPutRight(String code, String breaking, String mending) {
        Mirror mirror = stage.running(GOOD, BAD);
        Stopped bad = new Stopped(mirror, BAD);
        stage.destination().execute(breaking);
        stage.source()
                .execute(
                        "insert into bad values (2001, 2001, null, 'a'), (2002, 2002, null, 'b')",
                        "update bad set v = 3 where id = 3",
                        "insert into good values (2001, 'new')");
        JsonNode stop = bad.awaitStopped();
        assertThat(code.split(" ", -1)).contains(stop.path("errorCode").asString(""));
        assertThat(stop.path("remedy").asString("")).isNotEmpty();
        assertOthersGoOn();
        assertThat(mirror.state()).isEqualTo(Mirror.RUNNING);
        assertThat(mirror.trouble()).contains("1 of 3 tables has stopped").contains(BAD);
        bad.retry().succeeded();
        bad.awaitStoppedAgain(stop);
        changeMuch();
        assertOthersGoOn();
        assertThat(bad.state()).isEqualTo("QUARANTINED");

        stage.destination().execute(mending);
        stage.source().execute("insert into bad values (5000, 5000, 'later', 'c')");
        bad.retry().succeeded();
        bad.awaitStreaming();
        stage.source().execute("update bad set v = v + 1 where id < 50");
        stage.assertEqual(GOOD, BAD);
        assertThat(mirror.trouble()).isEmpty();
        assertThat(stage.destination().count("_tain.held_changes")).isZero();
    }

    /** Every kind of change, in an order that matters. */
    private void changeMuch() {
        stage.source()
                .execute(
                        "update bad set id = id + 10000 where id between 100 and 120",
                        "delete from bad where id between 200 and 220",
                        "insert into bad values (200, 1, 'again', 'd')",
                        "update bad set w = 'changed' where id between 10100 and 10110",
                        "begin; truncate bad; insert into bad select g, g, null, repeat('y', 3000)"
                                + " from generate_series(1, 300) g; commit",
                        "update bad set w = 'after' where id % 3 = 0",
                        "update bad set id = id + 20000 where id < 20");
    }

    @Test
    void aChangeThatIsSkippedIsRecordedAndTheRestArrives() {
        Mirror mirror = stage.running(GOOD, BAD);
        Stopped bad = new Stopped(mirror, BAD);
        stage.destination().execute("alter table bad add constraint c check (v <= 1000)");
        stage.source()
                .execute("begin; insert into bad select g, 1, null, 'l' from generate_series(3001, 3500) g;"
                        + " update bad set v = 5000 where id = 3333; insert into bad values (3600, 7000, null, ''),"
                        + " (3601, 1, null, 'f'); commit");
        JsonNode stop = bad.awaitStopped();
        assertThat(stop.path("change").path("key").asString("")).isIn("(3333)", "(3600)");
        String first = stop.path("change").path("key").asString("");
        bad.skip(stop).succeeded();
        JsonNode second = bad.awaitStoppedAgain(stop);
        assertThat(second.path("change").path("key").asString(""))
                .isIn("(3333)", "(3600)")
                .isNotEqualTo(first);
        Answer again = bad.skip(stop).succeeded();
        assertThat(again.text("skipped/change/key")).isEqualTo(first);
        assertThat(bad.awaitStopped().path("number")).isEqualTo(second.path("number"));
        bad.skip(second).succeeded();
        bad.awaitStreaming();
        stage.assertEqual(GOOD);
        assertThat(stage.destination().rows("select id from bad where id > 3000 and id <> 3333 order by id"))
                .isEqualTo(stage.source()
                        .rows("select id from bad where id > 3000 and id not in (3333, 3600) order by id"));
        assertThat(mirror.table(BAD).path("skipped").size()).isEqualTo(2);
        assertThat(mirror.table(BAD).toString()).contains(first);

        stage.source().execute("update bad set v = 7 where id in (3333, 3600)");
        stage.assertEqual(GOOD, BAD);
    }

    @Test
    void whatHasNotStoppedIsNotRetriedAndWhatIsNotOneChangeIsNotSkipped() {
        Mirror mirror = stage.running(GOOD, BAD);
        Stopped bad = new Stopped(mirror, BAD);
        Answer refused = bad.retry();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("message")).contains("table public.bad has not stopped, it is STREAMING");
        assertThat(mirror.api()
                        .post("mirrors/retry", Map.of("flowJobName", mirror.name()))
                        .text("message"))
                .contains("no table of mirror");
        assertThat(new Stopped(mirror, "public.other").retry().text("message")).contains("has no table public.other");

        stage.destination().execute("alter table bad drop column w");
        stage.source().execute("insert into bad values (2001, 2001, 'w', 'a')");
        JsonNode stop = bad.awaitStopped();
        Answer none = bad.skip(stop);
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.text("message")).contains("has not stopped for one change");
        assertThat(bad.awaitStopped().path("number")).isEqualTo(stop.path("number"));
    }

    @Test
    void nothingButAPersonsWordRetriesIt() {
        Mirror mirror = stage.running(GOOD, BAD);
        Stopped bad = new Stopped(mirror, BAD);
        stage.destination().execute("alter table bad add constraint c check (v <= 1000)");
        stage.source().execute("insert into bad values (2001, 2001, null, 'a')");
        JsonNode stop = bad.awaitStopped();
        mirror.pause();
        stage.destination().execute("alter table bad drop constraint c");
        stage.source().execute("update bad set v = 1 where id < 10", "insert into good values (2001, '')");
        mirror.resume();
        mirror.awaitRunning();
        assertOthersGoOn();
        assertThat(bad.stop()).isEqualTo(stop);
        mirror.pause();
        bad.retry().succeeded();
        assertThat(bad.state()).isEqualTo("QUARANTINED");
        mirror.resume();
        bad.awaitStreaming();
        stage.assertEqual(GOOD, BAD);
    }

    @Test
    void anotherTypeAtTheSourceStopsItsTableOnly() {
        Mirror mirror = stage.running(GOOD, BAD);
        Stopped bad = new Stopped(mirror, BAD);
        stage.source()
                .execute("alter table bad alter column v type bigint", "update bad set v = 5000000000 where id = 5");
        JsonNode stop = bad.awaitStopped();
        assertThat(stop.path("errorCode").asString("")).isEqualTo("TABLE_SCHEMA_CHANGED");
        assertOthersGoOn();
        stage.source().execute("update bad set v = 6000000000 where id = 6", "delete from bad where id = 7");
        assertOthersGoOn();
        stage.destination().execute("alter table bad alter column v type bigint");
        bad.retry().succeeded();
        bad.awaitStreaming();
        stage.assertEqual(GOOD, BAD);
    }

    @Test
    void columnsThatComeWhileItIsStoppedAreNotLost() {
        Mirror mirror = stage.running(GOOD, BAD);
        Stopped bad = new Stopped(mirror, BAD);
        stage.destination().execute("alter table bad add constraint c check (v <= 1000)");
        stage.source().execute("insert into bad values (2001, 2001, null, 'a')");
        bad.awaitStopped();
        stage.source()
                .execute(
                        "alter table bad add column more text default 'old'",
                        "insert into bad values (2002, 2, null, 'b', 'new')",
                        "update bad set more = 'changed' where id = 3");
        assertOthersGoOn();
        stage.destination().execute("alter table bad drop constraint c");
        bad.retry().succeeded();
        bad.awaitStreaming();
        stage.assertEqual(GOOD, BAD);
    }

    @Test
    void aTableThatIsTakenOutGivesUpWhatWasKeptOfIt() {
        Mirror mirror = stage.running(GOOD, BAD);
        Stopped bad = new Stopped(mirror, BAD);
        stage.destination().execute("alter table bad add constraint c check (v <= 1000)");
        stage.source().execute("insert into bad values (2001, 2001, null, 'a')");
        bad.awaitStopped();
        assertThat(stage.destination().count("_tain.held_changes")).isPositive();
        mirror.remove(BAD).succeeded();
        Await.until("it is out", () -> !mirror.status().at("tables").toString().contains(BAD));
        assertOthersGoOn();
        assertThat(stage.destination().count("_tain.held_changes")).isZero();
        assertThat(mirror.trouble()).isEmpty();
        stage.destination().execute("alter table bad drop constraint c", "truncate bad");
        mirror.add(BAD).succeeded();
        bad.awaitStreaming();
        stage.assertEqual(GOOD, BAD);
    }

    @Test
    void aPoisonRowInTheFirstCopyStopsItsTableOnly() {
        stage.destination()
                .execute("create table bad (id int primary key, v int, w text, large text,"
                        + " constraint c check (id <> 500))");
        Mirror mirror = stage.create(stage.spec(GOOD, BAD));
        Stopped bad = new Stopped(mirror, BAD);
        JsonNode stop = bad.awaitStopped();
        assertThat(stop.path("errorCode").asString("")).isEqualTo("POSTGRES_DATA_REJECTED");
        mirror.awaitRunning();
        stage.source().execute("update bad set v = v + 10000 where id % 2 = 0", "delete from bad where id = 11");
        assertOthersGoOn();
        bad.retry().succeeded();
        bad.awaitStoppedAgain(stop);
        stage.destination().execute("alter table bad drop constraint c");
        bad.retry().succeeded();
        bad.awaitStreaming();
        stage.assertEqual(GOOD, BAD);
    }

    @Test
    void aTableThatIsGoneAtTheSourceStopsItsTableOnly() {
        Mirror mirror = stage.running(GOOD, BAD);
        Stopped bad = new Stopped(mirror, BAD);
        mirror.pause();
        stage.source().execute("update bad set v = 0", "drop table bad");
        mirror.resume();
        JsonNode stop = bad.awaitStopped();
        assertThat(stop.path("errorCode").asString("")).isEqualTo("TABLE_MISSING");
        mirror.awaitRunning();
        assertOthersGoOn();
        stage.source().execute("create table bad (id int primary key, v int, w text, large text)");
        bad.retry().succeeded();
        bad.awaitStoppedAgain(stop);
        mirror.remove(BAD).succeeded();
        Await.until("it is out", () -> !mirror.status().at("tables").toString().contains(BAD));
        assertOthersGoOn();
        stage.destination().execute("truncate bad");
        mirror.add(BAD).succeeded();
        bad.awaitStreaming();
        stage.source().execute("insert into bad values (1, 1, '', '')");
        stage.assertEqual(GOOD, BAD);
    }

    @Test
    void aMirrorOfWhichNoTableIsWrittenDoesNotRun() {
        Mirror mirror = stage.running(BAD);
        stage.destination().execute("drop table bad", "drop table mark");
        stage.source().execute("insert into bad values (2001, 1, '', '')", "insert into mark values (-1)");
        Await.until("all have stopped", () -> mirror.state().equals(Mirror.FAILED));
        assertThat(mirror.status().text("errorCode")).isEqualTo("TABLE_MISSING");
        assertThat(mirror.trouble()).contains("2 of 2 tables have stopped");
        assertThat(List.of(new Stopped(mirror, BAD).state(), new Stopped(mirror, "public.mark").state()))
                .containsOnly("QUARANTINED");
    }
}
