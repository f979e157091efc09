package dev.tain.catalog.internal.database;

import com.zaxxer.hikari.HikariConfig;
import dev.tain.catalog.internal.file.DirectoryLock;
import dev.tain.catalog.internal.file.PrivateFile;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteDataSource;

/**
 * The catalog in one SQLite file. A write-ahead log lets readers and the one writer go on side by side; writers take
 * turns in {@link Database}, because SQLite itself would wait by polling and hold up a carrier thread meanwhile.
 */
public final class EmbeddedDatabase {
    private static final String FILE = "catalog.db";
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 10_000;
    private static final int MAX_LOG_BYTES = 64 << 20;
    private static final String NOW_MILLIS = "CAST(unixepoch('subsec') * 1000 AS BIGINT)";

    private EmbeddedDatabase() {}

    /** Opens the file of a locked directory; the lock is closed with the database. */
    public static Database open(Path directory, DirectoryLock lock) {
        Path file = directory.resolve(FILE);
        String url = "jdbc:sqlite:" + file;
        create(file);
        NativeLibrary.prepare(directory);
        migrate(url);
        Pools pools =
                Pools.open(reading(url), writing("writer", url, "FULL"), writing("lazy-writer", url, "NORMAL"), lock);
        return new Database(pools, 1, NOW_MILLIS);
    }

    private static void migrate(String url) {
        SQLiteDataSource unpooled = new SQLiteDataSource();
        unpooled.setUrl(url);
        Migrations.run(unpooled, Migrations.NO_SCHEMA);
    }

    private static HikariConfig reading(String url) {
        HikariConfig config = config("reader", READERS, url);
        config.setConnectionInitSql("PRAGMA query_only = 1");
        return config;
    }

    private static HikariConfig writing(String name, String url, String synchronous) {
        HikariConfig config = config(name, 1, url);
        config.addDataSourceProperty("synchronous", synchronous);
        config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
        return config;
    }

    private static HikariConfig config(String name, int size, String url) {
        HikariConfig config = Pools.config(name, size, url);
        config.setMaxLifetime(0); // a local file has nothing that grows old
        config.addDataSourceProperty("journal_mode", "WAL");
        config.addDataSourceProperty("journal_size_limit", Integer.toString(MAX_LOG_BYTES));
        config.addDataSourceProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
        config.addDataSourceProperty("foreign_keys", "true");
        return config;
    }

    /** Only for this user; SQLite makes the files beside it with the same rights. */
    private static void create(Path file) {
        try {
            if (!Files.exists(file)) {
                PrivateFile.create(file);
            }
        } catch (IOException e) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "The catalog's file " + file + " cannot be made: " + e,
                    "Give a data directory that this user may write, with --data or TAIN_DATA.",
                    e);
        }
    }
}
