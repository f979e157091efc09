package dev.tain.catalog.internal.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The connections of an open catalog, by what they are for.
 *
 * @param lazyWriter its commits don't wait for the disk
 * @param last closed after the pools
 */
record Pools(HikariDataSource reader, HikariDataSource writer, HikariDataSource lazyWriter, AutoCloseable last)
        implements AutoCloseable {

    /** Opens each pool with its first connection, or throws {@code CATALOG_UNAVAILABLE} and leaves nothing open. */
    static Pools open(HikariConfig reader, HikariConfig writer, HikariConfig lazyWriter, AutoCloseable last) {
        List<HikariDataSource> opened = new ArrayList<>();
        try {
            for (HikariConfig each : List.of(reader, writer, lazyWriter)) {
                opened.add(new HikariDataSource(each));
            }
            return new Pools(opened.get(0), opened.get(1), opened.get(2), last);
        } catch (PoolInitializationException e) {
            opened.forEach(HikariDataSource::close);
            throw SqlFailure.of(e);
        }
    }

    /** What the pools of both databases have in common. */
    static HikariConfig config(String role, int size, String url) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("catalog-" + role);
        config.setMaximumPoolSize(size);
        config.setJdbcUrl(url);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(Database.WAIT_SECONDS));
        return config;
    }

    @Override
    public void close() {
        List.of(reader, lazyWriter, writer).forEach(HikariDataSource::close);
        try {
            last.close();
        } catch (TainException e) {
            throw e;
        } catch (Exception e) {
            throw new TainException(ErrorCode.INTERNAL, "The catalog could not be closed.", "Restart Tain.", e);
        }
    }
}
