package dev.tain.engine.internal;

import dev.tain.model.TableName;
import java.util.Set;

/**
 * An exported snapshot that can be read, and the tables whose stream starts exactly there. A table that was added later
 * is not among them: what was committed before it was published is in neither.
 */
record LiveSnapshot(String name, Set<TableName> tables) {
    LiveSnapshot {
        tables = Set.copyOf(tables);
    }

    boolean covers(TableName table) {
        return tables.contains(table);
    }
}
