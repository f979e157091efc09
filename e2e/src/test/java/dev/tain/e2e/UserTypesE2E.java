package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Types that somebody made at the source: made at the destination too, or refused with the statement that does. */
class UserTypesE2E {
    private static final List<String> DEFINITIONS = List.of(
            "create schema \"Odd schema\"",
            "create type \"Odd schema\".\"Mood: it's\" as enum ('sad', 'it''s ok', 'back\\slash', 'é 😀')",
            "create domain positive as int default 3 not null constraint \"Not negative\" check (value > 0)",
            "create domain moods as \"Odd schema\".\"Mood: it's\"[]",
            "create domain short as varchar(5) collate \"C\"",
            "create type pair as (a positive, \"B b\" text collate \"C\", c \"Odd schema\".\"Mood: it's\")",
            "create type nested as (p pair, ps pair[], n numeric(5,2), s short)",
            "create type float_range as range (subtype = float8, subtype_diff = float8mi)");

    private final Stage stage = Stage.open();

    @AfterEach
    void close() {
        stage.close();
    }

    private void makeTable() {
        stage.source().execute(DEFINITIONS.toArray(String[]::new));
        stage.source()
                .execute(
                        "create table t (id int primary key, m \"Odd schema\".\"Mood: it's\", ms moods, p positive,"
                                + " s short, n nested, ns nested[], r float_range, rs float_multirange,"
                                + " g positive generated always as (id + 1) stored)",
                        "insert into t values (1, 'it''s ok', '{sad,\"é 😀\"}', 7, 'abc',"
                                + " '(\"(1,x,sad)\",\"{\"\"(2,,)\"\"}\",1.10,x)',"
                                + " '{NULL,\"(,,,)\"}', '[1.5,2.5)', '{[1,2),[3,4)}')");
    }

    @Test
    void whatIsMissingIsMade() {
        makeTable();
        stage.destination().execute("create schema \"Odd schema\"", "create type before_others as enum ('numbers')");
        assertThat(stage.api()
                        .post("mirrors/cdc/validate", stage.spec("public.t").body())
                        .status())
                .isEqualTo(200);
        assertThat(stage.destination().rows("select 1 from pg_type where typname in ('pair', 'positive')"))
                .as("made by a check")
                .isEmpty();
        Mirror mirror = stage.running("public.t");
        stage.assertEqual("public.t");
        stage.source()
                .execute(
                        "insert into t select id + 1, m, ms, p + 1, s, n, ns, r, rs from t",
                        "create type late as enum ('a', 'b')",
                        "create type later as (l late, p positive)",
                        "alter table t add l later[]",
                        "insert into t (id, p, l) values (3, 1, '{\"(b,1)\"}')");
        stage.assertEqual("public.t");
        assertThat(stage.destination().value("select enum_range(null::\"Odd schema\".\"Mood: it's\")::text"))
                .isEqualTo(stage.source().value("select enum_range(null::\"Odd schema\".\"Mood: it's\")::text"));
        assertThat(stage.destination()
                        .rows("select conname from pg_constraint where contypid = 'positive'::regtype"
                                + " and contype = 'c'"))
                .containsExactly("Not negative");
        assertThat(mirror.trouble()).isEmpty();
    }

    @Test
    void whatCannotBeMadeIsRefusedWithTheStatement() {
        makeTable();
        MirrorSpec spec = stage.spec("public.t");
        Refusal.of(stage, spec, "TYPE_MISSING", "public.t", "Odd schema", "CREATE TYPE \"Odd schema\".\"Mood: it's\"");
        stage.source().execute("drop table t", "create extension hstore", "create type tagged as (h hstore)");
        stage.source().execute("create table t (id int primary key, tags tagged)");
        Refusal.of(
                stage, spec, "TYPE_MISSING", "public.t", "tags", "CREATE EXTENSION IF NOT EXISTS hstore SCHEMA public");
        stage.destination().execute("create extension if not exists hstore schema public");
        stage.source().execute("insert into t values (1, row('a=>1, b=>NULL'))");
        stage.running("public.t");
        stage.assertEqual("public.t");
    }

    @Test
    void whatIsThereAndDiffersIsRefused() {
        stage.source()
                .execute(
                        "create type mood as enum ('a', 'b', 'it''s c')",
                        "create type pair as (x int, y int)",
                        "create domain amount as numeric(5,2)",
                        "create table moods (id int primary key, v mood)",
                        "create table pairs (id int primary key, v pair[])",
                        "create table amounts (id int primary key, v amount)",
                        "insert into moods values (1, 'it''s c')");
        stage.destination()
                .execute(
                        "create type mood as enum ('more', 'a', 'b')",
                        "create type pair as (y int, x int)",
                        "create domain amount as numeric(4,2)");
        Refusal.of(
                stage,
                stage.spec("public.moods"),
                "TYPE_UNFIT",
                "public.moods",
                "lacks the labels it's c",
                "ALTER TYPE public.mood ADD VALUE 'it''s c';");
        Refusal.of(stage, stage.spec("public.pairs"), "TYPE_UNFIT", "public.pairs", "(y integer, x integer)");
        Refusal.of(stage, stage.spec("public.amounts"), "TYPE_UNFIT", "public.amounts", "(numeric(4,2))");
        stage.destination().execute("alter type mood add value 'it''s c'");
        stage.running("public.moods");
        stage.assertEqual("public.moods");
    }
}
