package dev.tain.e2e;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The tables of a {@link Workload} and random changes to them, on one connection. */
final class WorkloadChanges {
    /** As the API names them. */
    static final List<String> TABLES =
            List.of("public.accounts", "public.entries", "public.codes", "public.events", "public.Odd Names");

    /** Large texts are stored out of line and uncompressed, so that updates leave them unchanged. */
    static final List<String> SCHEMA = List.of(
            "create table accounts (id bigint primary key, owner text not null, balance numeric(20, 4),"
                    + " note text, doc jsonb, changed timestamptz default clock_timestamp())",
            "alter table accounts alter column note set storage external, alter column doc set storage external",
            "create table entries (account bigint, line int, label text, body bytea, primary key (line, account))",
            "alter table entries alter column body set storage external",
            "create table codes (code text primary key, value text, extra text)",
            "alter table codes alter column extra set storage external",
            "create table events (id bigint generated always as identity primary key, kind int, payload text)",
            "create table \"Odd Names\" (\"The Key\" int not null, \"select\" text, \"Straße\" text)",
            "alter table \"Odd Names\" alter column \"Straße\" set storage external",
            "create unique index odd_key on \"Odd Names\" (\"The Key\")",
            "alter table \"Odd Names\" replica identity using index odd_key");

    private static final int KEYS = 300;

    private final Statement statement;
    private final Random random;

    WorkloadChanges(Statement statement, Random random) {
        this.statement = statement;
        this.random = random;
    }

    void any() throws SQLException {
        switch (random.nextInt(16)) {
            case 0, 1 -> insertAccount();
            case 2, 3 ->
                run("update accounts set balance = balance + 1, changed = clock_timestamp() where id = %d", key());
            case 4 -> run("update accounts set note = " + maybeLarge() + " where id = %d", key());
            case 5 -> run("delete from accounts where id = %d", key());
            case 6 -> run("update accounts set id = %d where id = %d", key(), key());
            case 7 -> insertEntries();
            case 8 -> run("update entries set label = label || 'x' where account = %d", key());
            case 9 -> run("delete from entries where account = %d", key());
            case 10 -> run("update entries set line = line + 100 where account = %d and line < 1000", key());
            case 11 -> insertCode();
            case 12 -> renameCode();
            case 13 ->
                run("insert into events (kind, payload) select g, md5(g::text) from generate_series(1, %d) g", small());
            case 14 -> odd();
            default -> undone();
        }
    }

    private void insertAccount() throws SQLException {
        run(
                "insert into accounts (id, owner, balance, note, doc) values (%d, 'owner', 10, " + maybeLarge()
                        + ", jsonb_build_object('k', " + maybeLarge() + ")) on conflict do nothing",
                key());
    }

    private void insertEntries() throws SQLException {
        run(
                "insert into entries select %d, g, 'l' || g, convert_to(" + maybeLarge() + ", 'utf8')"
                        + " from generate_series(1, %d) g on conflict (line, account) do update set label = "
                        + "excluded.label",
                key(),
                small());
    }

    private void insertCode() throws SQLException {
        run(
                "insert into codes values ('c%d', 'v', " + maybeLarge()
                        + ") on conflict (code) do update set value = codes.value || 'w'",
                key());
    }

    /** Also by way of a key that is free again at the end, and into one that was just left. */
    private void renameCode() throws SQLException {
        int code = key();
        run("update codes set code = 'tmp' || code where code = 'c%d'", code);
        if (random.nextBoolean()) {
            run("update codes set code = 'c%d' where code = 'c%d'", code, key());
        }
        run("update codes set code = 'c%d', value = 'renamed' where code = 'tmpc%d'", key(), code);
    }

    private void odd() throws SQLException {
        int key = key();
        switch (random.nextInt(4)) {
            case 0 -> run("delete from \"Odd Names\" where \"The Key\" = %d", key);
            case 1 -> run("update \"Odd Names\" set \"The Key\" = %d where \"The Key\" = %d", key(), key);
            case 2 -> run("update \"Odd Names\" set \"select\" = 's%d' where \"The Key\" = %d", small(), key);
            default ->
                run("insert into \"Odd Names\" values (%d, null, " + maybeLarge() + ") on conflict do nothing", key);
        }
    }

    private void undone() throws SQLException {
        statement.execute("savepoint here");
        insertAccount();
        run("update accounts set note = null where id = %d", key());
        statement.execute("rollback to savepoint here");
        run("update accounts set owner = 'after the savepoint' where id = %d", key());
    }

    private String maybeLarge() {
        return switch (random.nextInt(4)) {
            case 0 -> "null";
            case 1 -> "'small'";
            default -> "repeat(md5('" + random.nextInt() + "'), " + (70 + random.nextInt(200)) + ")";
        };
    }

    private int key() {
        return 1 + random.nextInt(KEYS);
    }

    private int small() {
        return 1 + random.nextInt(8);
    }

    private void run(String sql, Object... values) throws SQLException {
        statement.executeUpdate(String.format(Locale.ROOT, sql, values));
    }
}
