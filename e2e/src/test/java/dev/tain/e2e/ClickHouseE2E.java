package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.testkit.ClickHouseServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PostgreSQL into ClickHouse, through the API. */
class ClickHouseE2E {
    private final ClickHouseStage stage = ClickHouseStage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    /** The body of the published documentation, letter for letter. */
    @Test
    void thePublishedExampleMirrorsIntoClickHouse() {
        stage.peers("rds_peer", "ch_peer");
        stage.source()
                .execute(
                        "create table users (id int primary key, name text)",
                        "create table payments (id int primary key, amount numeric(10, 2))",
                        "create table optional_ordering_key (id int, created_at timestamptz default now(), v text,"
                                + " primary key (id, created_at))",
                        "insert into users select g, 'user ' || g from generate_series(1, 7000) g",
                        "insert into payments select g, g / 100.0 from generate_series(1, 20) g",
                        "insert into optional_ordering_key select g, now(), null from generate_series(1, 3) g");
        Mirror mirror = stage.watch(new Mirror(stage.api(), "mirror_api_kick_off"));
        stage.api().post("flows/cdc/create", PublishedBodies.CREATE).succeeded();
        mirror.awaitRunning();
        stage.awaitSame("select id, name from users order by id", "SELECT id, name FROM @users_api FINAL ORDER BY id");
        stage.awaitSame(
                "select id, amount from payments order by id",
                "SELECT id, toDecimalString(amount, 2) FROM @payments_api FINAL ORDER BY id");
        stage.awaitSame(
                "select id, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')"
                        + " from optional_ordering_key order by id",
                "SELECT id, created_at FROM @optional_ordering_key FINAL ORDER BY id");
        assertThat(stage.value("SELECT sorting_key FROM system.tables WHERE name = 'optional_ordering_key'"
                        + " AND database || '.' = '@'"))
                .isEqualTo("id, created_at");
        // more than max_batch_size rows, so that the batch does not wait for the idle timeout
        stage.source()
                .execute("begin; delete from users where id <= 10; update users set name = 'new' where id = 11;"
                        + " delete from users where id = 12; insert into users values (12, 'again');"
                        + " update users set name = name where id > 5000; commit");
        stage.awaitValue("SELECT countIf(_peerdb_is_deleted = 1) FROM @users_api FINAL", "10");
        assertThat(stage.rows("SELECT id, name, _peerdb_is_deleted FROM @users_api FINAL WHERE id IN (10, 11, 12)"
                        + " ORDER BY id"))
                .containsExactly("10|user 10|1", "11|new|0", "12|again|0");
        assertThat(stage.value("SELECT countIf(_peerdb_synced_at IS NULL) FROM @users_api FINAL"))
                .isEqualTo("0");
    }

    @Test
    void everyKindOfChangeArrives() {
        stage.source()
                .execute(
                        "create table doc (id int primary key, small text, large text, n numeric)",
                        "alter table doc alter column large set storage external",
                        "insert into doc select g, 's' || g, repeat(md5(g::text), 200), g / 3.0"
                                + " from generate_series(1, 500) g");
        Mirror mirror = stage.running("doc");
        same();
        stage.source()
                .execute(
                        "update doc set small = 'changed' where id % 3 = 0",
                        "update doc set id = id + 1000 where id % 10 = 0",
                        "delete from doc where id % 7 = 0",
                        "insert into doc values (5000, null, null, 'NaN'), (5001, '', '', 1e-50)");
        same();
        stage.source()
                .execute(
                        "alter table doc add column extra text default 'it''s'",
                        "alter table doc add column day date",
                        "update doc set day = '2026-02-03' where id < 50");
        stage.awaitValue("SELECT count() FROM system.columns WHERE database || '.' = '@' AND name = 'day'", "1");
        stage.awaitSame(
                "select id, extra, coalesce(day::text, '∅') from doc order by id",
                "SELECT id, extra, day FROM @doc FINAL WHERE _peerdb_is_deleted = 0 ORDER BY id");
        stage.source().execute("truncate doc", "insert into doc values (1, 'after', null, 0, null, null)");
        stage.awaitValue("SELECT count() FROM @doc FINAL WHERE _peerdb_is_deleted = 0", "1");
        same();
        assertThat(mirror.trouble()).isEmpty();
    }

    @Test
    void typesOfTheUsersOwnArriveAsWhatTheyAreMadeOf() {
        stage.source()
                .execute(
                        "create extension hstore",
                        "create type mood as enum ('sad', 'ok')",
                        "create domain positive as int check (value > 0)",
                        "create domain price as numeric(10, 2)",
                        "create table own (id int primary key, m mood, ms mood[], p positive, pr price, h hstore)",
                        "insert into own values (1, 'ok', '{sad,NULL}', 7, 1.5, 'a=>1, b=>NULL')");
        stage.running("own");
        stage.source().execute("insert into own select 2, m, ms, p, pr, h from own");
        stage.awaitValue("SELECT count() FROM @own FINAL", "2");
        assertThat(stage.rows("SELECT m, ms, p, pr, h FROM @own FINAL ORDER BY id"))
                .containsExactly(
                        "ok|['sad',NULL]|7|1.5|{'a':'1','b':NULL}", "ok|['sad',NULL]|7|1.5|{'a':'1','b':NULL}");
        assertThat(stage.value("SELECT toTypeName(p) || ', ' || toTypeName(pr) FROM @own LIMIT 1"))
                .isEqualTo("Nullable(Int32), Nullable(Decimal(10, 2))");
    }

    /** Of types of which only their makers know what the bytes mean, the bytes arrive, and that is said before. */
    @Test
    void typesOfExtensionsArrive() {
        stage.source()
                .execute(
                        "create extension cube",
                        "create extension isn",
                        "create extension ltree",
                        "create type secret",
                        internal("secret_in(cstring) returns secret", "int8in"),
                        internal("secret_out(secret) returns cstring", "int8out"),
                        internal("secret_recv(internal) returns secret", "int8recv"),
                        internal("secret_send(secret) returns bytea", "int8send"),
                        "create type secret (input = secret_in, output = secret_out, receive = secret_recv,"
                                + " send = secret_send, like = int8)",
                        "create table ext (id int primary key, c cube, i isbn13, p ltree, s secret, ss secret[])",
                        "insert into ext values (1, '(1, 2.5),(3, 4)', '978-0-393-04002-9', 'a.b', '258', '{7,NULL}')");
        MirrorSpec spec = stage.spec("ext");
        String contracts = stage.api()
                .post("mirrors/cdc/validate", spec.body())
                .succeeded()
                .at("tables/0/columns")
                .toString();
        assertThat(contracts).contains("hexadecimal");
        stage.running(spec);
        stage.source().execute("insert into ext select 2, c, i, p, s, ss from ext");
        stage.awaitValue("SELECT count() FROM @ext FINAL", "2");
        String row = "(1, 2.5),(3, 4)|978-0-393-04002-9|a.b|x0000000000000102|['x0000000000000007',NULL]";
        assertThat(stage.rows("SELECT c, i, p, substring(s, 2), arrayMap(x -> substring(x, 2), ss) FROM @ext FINAL"
                        + " ORDER BY id"))
                .containsExactly(row, row);
    }

    private static String internal(String function, String builtIn) {
        return "create function " + function + " language internal immutable strict as '" + builtIn + "'";
    }

    @Test
    void rowsBeforeAnAddedColumnHoldItsDefault() {
        stage.source()
                .execute(
                        "create extension if not exists hstore",
                        "create table early (id int primary key)",
                        "insert into early values (1)");
        stage.running("early");
        stage.source()
                .execute(
                        "alter table early add t text[] default '{a,NULL,\"b \\\"c\"}', add n int[] default '{1,2}',"
                                + " add d date[] default '{2026-01-02}', add e text[] default '{}',"
                                + " add h hstore default 'a=>1, b=>NULL, \"c, d\"=>\"=>\"',"
                                + " add j jsonb default '{\"a\": [1]}',"
                                + " add js jsonb[] default array['1']::jsonb[], add m money default 12.34",
                        "insert into early values (2)");
        stage.awaitValue("SELECT count() FROM @early FINAL", "2");
        List<String> rows = stage.rows("SELECT t, n, d, e, h, j, m FROM @early FINAL ORDER BY id");
        assertThat(rows.getFirst()).isEqualTo(rows.getLast());
        assertThat(rows.getFirst())
                .isEqualTo(
                        "['a',NULL,'b \"c']|[1,2]|['2026-01-02']|[]|{'a':'1','b':NULL,'c, d':'=>'}|{\"a\": [1]}|12.34");
    }

    @Test
    void columnsHoldNoNullUnlessThatIsAskedFor() {
        stage.source()
                .execute(
                        "create table plain (id int primary key, n int, t text)",
                        "insert into plain values (1, null, null)");
        stage.running(stage.spec("plain").with("env", Map.of()));
        stage.source().execute("insert into plain values (2, null, null)");
        stage.awaitValue("SELECT count() FROM @plain FINAL", "2");
        assertThat(stage.rows("SELECT n, t, toTypeName(n), toTypeName(t) FROM @plain FINAL ORDER BY id"))
                .containsExactly("0||Int32|String", "0||Int32|String");
    }

    private void same() {
        stage.awaitSame(
                "select id, coalesce(small, '∅'), coalesce(md5(large), '∅'), n::text from doc order by id",
                "SELECT id, small, lower(hex(MD5(large))), n FROM @doc FINAL WHERE _peerdb_is_deleted = 0"
                        + " ORDER BY id");
    }

    /** Killed at any moment, either side, the destination comes to the same rows. */
    @Test
    void comesToTheSameRowsAfterKills() {
        try (TainProcess tain = TainProcess.start(Launch.app("clickhouse-kills"));
                ClickHouseServer server = ClickHouseServer.open();
                ClickHouseStage own = ClickHouseStage.open(tain, server)) {
            own.source()
                    .execute(
                            "create table acc (id int primary key, v bigint, t text)",
                            "insert into acc select g, 0, repeat('x', 100) from generate_series(1, 20000) g");
            own.running("acc");
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < 10; i++) {
                    own.source()
                            .execute(
                                    "update acc set v = v + 1 where id % 17 = " + (round + i) % 17,
                                    "delete from acc where id % 101 = " + (round * 10 + i),
                                    "insert into acc select " + (100_000 + round * 1000 + i * 100)
                                            + " + g, g, 'new' from generate_series(1, 50) g",
                                    "update acc set id = id + 1000000 where id = " + (round * 100 + i + 1));
                }
                if (round % 2 == 0) {
                    tain.kill();
                    tain.start();
                } else {
                    server.process().crash();
                    server.process().start();
                }
            }
            own.awaitSame(
                    "select id, v, t from acc order by id",
                    "SELECT id, v, t FROM @acc FINAL WHERE _peerdb_is_deleted = 0 ORDER BY id");
        }
    }
}
