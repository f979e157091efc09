package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.type.ChType;
import java.util.Set;

/**
 * A column of a table as the server has it.
 *
 * @param defaultKind {@code DEFAULT}, {@code MATERIALIZED}, {@code ALIAS}, {@code EPHEMERAL} or empty
 * @param places what its values decide, alone or with others
 */
record StoredColumn(String name, ChType type, String defaultKind, Set<Place> places) {
    StoredColumn {
        places = Set.copyOf(places);
    }

    /** Where a row is, as far as a column decides it. */
    enum Place {
        ORDER,
        PARTITION,
        SHARD
    }

    boolean isWritable() {
        return defaultKind.isEmpty() || defaultKind.equals("DEFAULT");
    }

    boolean hasDefault() {
        return !defaultKind.isEmpty();
    }
}
