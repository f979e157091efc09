package dev.tain.catalog.internal.database;

import com.zaxxer.hikari.HikariConfig;
import dev.tain.model.ErrorCode;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGSimpleDataSource;

/** The catalog in a PostgreSQL database, in the schema {@code tain} unless the address has a {@code currentSchema}. */
public final class ServerDatabase {
    private static final String SCHEMA = "tain";
    private static final int READERS = 4;
    private static final int WRITERS = 8;
    private static final int LAZY_WRITERS = 2;
    private static final String CONNECT_SECONDS = "10";
    /** No statement of ours comes near it; without it a silent network would hold a thread for ever. */
    private static final String ANSWER_SECONDS = "60";

    private static final String NOW_MILLIS = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";

    private ServerDatabase() {}

    /** Opens the database at a {@code jdbc:postgresql:} address. */
    public static Database open(Secret url) {
        Properties parsed = parse(url);
        PGSimpleDataSource unpooled = new PGSimpleDataSource();
        unpooled.setUrl(url.reveal());
        Migrations.run(unpooled, parsed.getProperty("currentSchema", SCHEMA));
        HikariConfig reader = config("reader", READERS, url, parsed);
        reader.setReadOnly(true);
        reader.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        HikariConfig writer = config("writer", WRITERS, url, parsed);
        HikariConfig lazyWriter = config("lazy-writer", LAZY_WRITERS, url, parsed);
        lazyWriter.setConnectionInitSql("SET synchronous_commit TO off");
        return new Database(Pools.open(reader, writer, lazyWriter, () -> {}), WRITERS + LAZY_WRITERS, NOW_MILLIS);
    }

    /** Sets what the address leaves open. */
    private static HikariConfig config(String role, int size, Secret url, Properties parsed) {
        HikariConfig config = Pools.config(role, size, url.reveal());
        config.setMinimumIdle(1);
        String[][] defaults = {
            {"currentSchema", SCHEMA},
            {"ApplicationName", "tain catalog"},
            {"connectTimeout", CONNECT_SECONDS},
            {"socketTimeout", ANSWER_SECONDS},
            {"tcpKeepAlive", "true"},
        };
        for (String[] each : defaults) {
            if (!parsed.containsKey(each[0])) {
                config.addDataSourceProperty(each[0], each[1]);
            }
        }
        return config;
    }

    private static Properties parse(Secret url) {
        @Nullable
        Properties parsed = url.reveal().startsWith("jdbc:postgresql:") ? Driver.parseURL(url.reveal(), null) : null;
        if (parsed == null) {
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "catalog.url is not the address of a PostgreSQL database.",
                    "Write it as jdbc:postgresql://HOST:PORT/DATABASE?user=USER&password=PASSWORD, or leave it out to"
                            + " use the embedded database.");
        }
        return parsed;
    }
}
