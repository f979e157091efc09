package dev.tain.bench;

import dev.tain.testkit.ClickHouseServer;

/** Looks by the sorting key. */
record ClickHouseLook(ClickHouseServer server, String table) implements Look {
    @Override
    public long[] after(long key) {
        return server.rows("SELECT id FROM " + table + " WHERE id > " + key + " ORDER BY id LIMIT 1 BY id").stream()
                .mapToLong(Long::parseLong)
                .toArray();
    }

    @Override
    public long pauseNanos() {
        return 20_000_000;
    }

    @Override
    public void close() {
        // Each look is a request of its own.
    }
}
