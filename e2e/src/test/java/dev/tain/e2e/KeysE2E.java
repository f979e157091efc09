package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows are found by their keys, whatever these are made of and however they change. */
class KeysE2E {
    private static final String BIG = "(select string_agg(md5(g::text || %s), '') from generate_series(1, 300) g)";

    private static final String[] TABLES = {
        "public.swap",
        "public.deferred",
        "public.composite",
        "public.whole",
        "public.indexed",
        "public.keyless_but_indexed"
    };

    private static final String[] DEFINITIONS = {
        "create table swap (id int primary key, v text, big text)",
        "insert into swap select i, 'v' || i, " + BIG.formatted("i") + " from generate_series(1, 20) i",
        "create table deferred (id int primary key deferrable initially deferred, code text not null unique, v text,"
                + " big text)",
        "alter table deferred replica identity using index deferred_code_key",
        "insert into deferred select i, 'c' || i, 'v' || i, " + BIG.formatted("i") + " from generate_series(1, 20) i",
        "create table composite (z text, n int, a date, k numeric, primary key (k, a, z) include (n))",
        "insert into composite select 'z' || i, i, date '2026-01-01' + i, i / 10.0 from generate_series(1, 20) i",
        "create table whole (id int primary key, v text, big text)",
        "alter table whole replica identity full",
        "insert into whole select i, 'v', " + BIG.formatted("i") + " from generate_series(1, 20) i",
        "create table indexed (id int primary key, code text not null, shop int not null, v text)",
        "create unique index by_code on indexed (shop, code)",
        "alter table indexed replica identity using index by_code",
        "insert into indexed select i, 'c' || i, i % 3, 'v' from generate_series(1, 20) i",
        "create table keyless_but_indexed (code text not null, v text)",
        "create unique index only_index on keyless_but_indexed (code)",
        "alter table keyless_but_indexed replica identity using index only_index",
        "insert into keyless_but_indexed select 'c' || i, 'v' from generate_series(1, 20) i"
    };

    /** Each in one transaction. */
    private static final String[] CHANGES = {
        "update swap set id = -1 where id = 1; update swap set id = 1 where id = 2;"
                + " update swap set id = 2 where id = -1",
        "update swap set id = id + 100; update swap set id = id - 100; update swap set v = 'after' where id = 6",
        "delete from swap where id = 8; update swap set id = 8 where id = 9;"
                + " insert into swap values (9, 'new', 'small')",
        "insert into swap values (100, 'gone', null); update swap set id = 101 where id = 100;"
                + " delete from swap where id = 101",
        "update swap set id = 200 where id = 10; savepoint s; update swap set id = 201 where id = 200; rollback to s",
        "update deferred set id = 21 - id",
        "update deferred set id = 2 where id = 1; update deferred set v = 'between', code = 'x' where code = 'c7';"
                + " update deferred set id = 1 where id = 2 and code = 'c19'",
        "update composite set k = k + 1, a = a - 1 where n % 2 = 0",
        "update composite set z = 'x' || z, n = n * 10",
        "delete from composite where n > 150",
        "update whole set id = 1000 - id, v = 'moved'",
        "update whole set v = 'again' where id % 2 = 0",
        "delete from whole where id % 5 = 0",
        "update indexed set code = code || '!', shop = shop + 1 where id % 2 = 0",
        "update indexed set id = id + 100",
        "update indexed set code = 'tmp' where code = 'c1'; update indexed set code = 'c1', shop = 1 where code = 'c3';"
                + " update indexed set code = 'c3', shop = 0 where code = 'tmp'",
        "delete from indexed where id % 7 = 0",
        "update keyless_but_indexed set code = 'x' || code, v = null",
        "delete from keyless_but_indexed where code like '%3'"
    };

    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void keysChangeTheirRowsAndRowsTheirKeys() {
        stage.source().execute(DEFINITIONS);
        Mirror mirror = stage.running(TABLES);
        for (String change : CHANGES) {
            stage.source().execute("begin; " + change + "; commit");
        }
        stage.assertEqual(TABLES);
        assertThat(mirror.trouble()).isEmpty();
    }

    @Test
    void whatIdentifiesRowsMayChangeBetweenTheKeyAndTheWholeRow() {
        stage.source()
                .execute(
                        "create table t (id int primary key, v text, big text)",
                        "insert into t select i, 'v', " + BIG.formatted("i") + " from generate_series(1, 9) i");
        Mirror mirror = stage.running("public.t");
        for (String identity : new String[] {"full", "default", "full"}) {
            stage.source()
                    .execute(
                            "alter table t replica identity " + identity,
                            "update t set id = id + 10 where id % 2 = 0",
                            "update t set v = '" + identity + "' where id % 3 = 0",
                            "delete from t where id = (select min(id) from t)");
        }
        stage.assertEqual("public.t");
        assertThat(mirror.trouble()).isEmpty();
    }

    @Test
    void rowsThatCannotBeToldApartAreRefused() {
        stage.source()
                .execute(
                        "create table bare (v text)",
                        "create table whole (v text)",
                        "alter table whole replica identity full",
                        "create table nothing (id int primary key)",
                        "alter table nothing replica identity nothing",
                        "create table later (id int primary key deferrable)",
                        "create table whole_later (id int primary key deferrable)",
                        "alter table whole_later replica identity full",
                        "create table lost (id int not null)",
                        "create unique index its on lost (id)",
                        "alter table lost replica identity using index its",
                        "drop index its");
        for (String table : new String[] {"bare", "whole", "nothing", "later", "whole_later", "lost"}) {
            Refusal.of(
                    stage,
                    stage.spec("public." + table),
                    "TABLE_WITHOUT_KEY",
                    "public." + table,
                    "ALTER TABLE \"public\".\"" + table + "\"");
        }
    }
}
