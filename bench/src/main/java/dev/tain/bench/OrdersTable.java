package dev.tain.bench;

import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;

/** The table that is measured with: a key and six columns of mixed types, about 180 bytes a row. */
final class OrdersTable {
    static final String NAME = "orders";
    static final String COLUMNS = "id, customer, amount, changed_at, title, note, token";
    static final long DEFAULT_ROWS = 2_000_000;
    /** The key of the row whose arrival says that everything before it has arrived too. */
    static final long LAST_KEY = 1_000_000_000_000L;

    private static final String DEFINITION = """
            create table orders (
              id bigint not null,
              customer int not null,
              amount numeric(12, 2) not null,
              changed_at timestamptz not null,
              title text not null,
              note text,
              token uuid not null)""";
    private static final String KEY = "alter table orders add primary key (id)";
    private static final String FINGERPRINT =
            "select count(*) || ' rows, hash ' || coalesce(sum(hashtextextended(orders::text, 0)), 0) from orders";

    private OrdersTable() {}

    /** A database with the table and so many rows, vacuumed: what others are copied from. */
    static PostgresDatabase createTemplate(PostgresServer server, String name, long rows) {
        PostgresDatabase database = createEmpty(server, name);
        database.execute(insert(1, rows), KEY, "vacuum (freeze, analyze) orders");
        return database;
    }

    /** A database with the table without rows; its key is in place when {@link #addKey} was called. */
    static PostgresDatabase createEmpty(PostgresServer server, String name) {
        server.administration().execute("create database " + name);
        PostgresDatabase database = new PostgresDatabase(server, name);
        database.execute(DEFINITION);
        return database;
    }

    static void addKey(PostgresDatabase database) {
        database.execute(KEY);
    }

    /** An SQL statement that inserts rows with the keys from {@code first} to {@code last}, always the same values. */
    static String insert(long first, long last) {
        return "insert into orders select " + row("i") + " from generate_series(" + first + "::bigint, " + last
                + ") as i";
    }

    /** The values of the row with the key that the expression {@code i} gives. */
    static String row(String i) {
        return """
                %1$s, (%1$s %% 50000)::int, (%1$s %% 1000000)::numeric / 100,
                timestamptz '2026-01-01 00:00:00+00' + %1$s * interval '1 second',
                md5(%1$s::text) || substr(md5((%1$s + 1)::text), 1, 28),
                md5((%1$s * 3)::text) || substr(md5((%1$s * 5)::text), 1, 28),
                md5((%1$s * 7)::text)::uuid""".formatted(i);
    }

    static boolean hasLast(PostgresDatabase database) {
        return !database.rows("select id from orders where id = " + LAST_KEY).isEmpty();
    }

    /** Number of rows and a hash of all values that does not depend on their order. */
    static String fingerprint(PostgresDatabase database) {
        return database.value(FINGERPRINT);
    }

    /** Fails the benchmark when a destination lost, kept or changed a row. */
    static void assertEqual(PostgresDatabase source, PostgresDatabase destination, String consumer) {
        String expected = fingerprint(source);
        String found = fingerprint(destination);
        if (!expected.equals(found)) {
            throw new IllegalStateException(
                    consumer + " did not copy exactly: source " + expected + ", destination " + found);
        }
    }
}
