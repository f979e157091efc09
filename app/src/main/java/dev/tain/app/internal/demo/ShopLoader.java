package dev.tain.app.internal.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes the shop's data inside of the server, two tables at a time. */
final class ShopLoader {
    private static final int AT_A_TIME = 2;

    private final Database database;
    private final ShopSize size;

    ShopLoader(Database database, ShopSize size) {
        this.database = database;
        this.size = size;
    }

    /** @return what was made, in a few words */
    String load() throws SQLException, InterruptedException {
        try (ExecutorService loaders = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> tables = new ArrayList<>();
            for (ShopTable table : ShopTable.values()) {
                tables.add(loaders.submit(() -> run(table.sqlName())));
            }
            try {
                for (Future<?> table : tables) {
                    table.get();
                }
            } catch (ExecutionException e) {
                loaders.shutdownNow();
                throw new SQLException("The shop's data could not be made: " + e.getCause(), e);
            }
        }
        run("finish");
        return database.ask("""
                select to_char(sum(reltuples), 'FM999,999,999') || ' rows in ' || count(*) || ' tables, '
                    || pg_size_pretty(pg_database_size(current_database()))
                from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
                """);
    }

    private Void run(String script) throws SQLException {
        database.execute(size.fill(text(script + ".sql")));
        return null;
    }

    private static String text(String resource) {
        try (InputStream in = ShopLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
