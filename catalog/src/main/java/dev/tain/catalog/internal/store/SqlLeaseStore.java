package dev.tain.catalog.internal.store;

import dev.tain.catalog.internal.database.Database;
import dev.tain.engine.store.LeaseStore;
import java.util.OptionalLong;

/**
 * Leases as one small row for each mirror, taken by compare-and-set in one statement.
 *
 * <p>An epoch is at least the time in milliseconds at which it was given. So it is also higher than the epochs that an
 * earlier catalog, lost or put back from a backup, has left at a destination. It grows also when the clock does not.
 */
public final class SqlLeaseStore implements LeaseStore {
    private final Database database;

    public SqlLeaseStore(Database database) {
        this.database = database;
    }

    @Override
    public OptionalLong acquire(String mirror, String owner, long millis) {
        String sql = """
                UPDATE lease SET
                    owner = :owner,
                    epoch = CASE WHEN epoch < NOW THEN NOW ELSE epoch + 1 END,
                    expires_at = NOW + :millis
                WHERE mirror = :mirror AND (owner = :owner OR owner = '' OR expires_at <= NOW)
                RETURNING epoch
                """.replace("NOW", database.nowMillis());
        return database.write(handle -> handle.createQuery(sql)
                .bind("mirror", mirror)
                .bind("owner", owner)
                .bind("millis", millis)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty()));
    }

    @Override
    public boolean renew(String mirror, String owner, long epoch, long millis) {
        String sql = """
                UPDATE lease SET expires_at = NOW + :millis
                WHERE mirror = :mirror AND owner = :owner AND epoch = :epoch
                """.replace("NOW", database.nowMillis());
        return database.write(handle -> handle.createUpdate(sql)
                        .bind("mirror", mirror)
                        .bind("owner", owner)
                        .bind("epoch", epoch)
                        .bind("millis", millis)
                        .execute()
                > 0);
    }

    @Override
    public void require(String mirror, long epoch) {
        database.run(handle -> Fence.check(handle, mirror, epoch));
    }

    @Override
    public void release(String mirror, String owner, long epoch) {
        database.run(handle -> handle.createUpdate("""
                        UPDATE lease SET owner = '', expires_at = 0
                        WHERE mirror = :mirror AND owner = :owner AND epoch = :epoch
                        """)
                .bind("mirror", mirror)
                .bind("owner", owner)
                .bind("epoch", epoch)
                .execute());
    }

    @Override
    public void releaseAll(String owner) {
        database.run(handle -> handle.createUpdate("UPDATE lease SET owner = '', expires_at = 0 WHERE owner = :owner")
                .bind("owner", owner)
                .execute());
    }
}
