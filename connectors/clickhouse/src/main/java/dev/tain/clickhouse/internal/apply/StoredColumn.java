package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.type.ChType;

/**
 * A column of a table as the server has it.
 *
 * @param defaultKind {@code DEFAULT}, {@code MATERIALIZED}, {@code ALIAS}, {@code EPHEMERAL} or empty
 */
record StoredColumn(String name, ChType type, String defaultKind) {
    boolean isWritable() {
        return defaultKind.isEmpty() || defaultKind.equals("DEFAULT");
    }

    boolean hasDefault() {
        return !defaultKind.isEmpty();
    }
}
