package dev.tain.connector;

import dev.tain.model.TableName;
import java.util.List;
import java.util.Set;

/**
 * What a mirror reads, and through which objects at the source.
 *
 * @param slot name of the resume point that the source keeps for the mirror
 * @param ownsSlot whether Tain creates and drops it; otherwise the user made it
 * @param publication name of the list of published tables
 * @param ownsPublication whether Tain creates, changes and drops it; otherwise the user made it
 */
public record StreamSpec(
        String slot, boolean ownsSlot, String publication, boolean ownsPublication, List<SourceTable> tables) {
    public StreamSpec {
        tables = List.copyOf(tables);
    }

    /** One table of the stream and the columns of it that must not be read. */
    public record SourceTable(TableName name, Set<String> excluded) {
        public SourceTable {
            excluded = Set.copyOf(excluded);
        }
    }

    public StreamSpec withTables(List<SourceTable> others) {
        return new StreamSpec(slot, ownsSlot, publication, ownsPublication, others);
    }

    public List<TableName> tableNames() {
        return tables.stream().map(SourceTable::name).toList();
    }
}
