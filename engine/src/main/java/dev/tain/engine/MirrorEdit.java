package dev.tain.engine;

import dev.tain.model.TableMapping;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A change to a mirror's configuration; empty means unchanged.
 *
 * @param unused fields of the published API that have no effect here, to be kept beside those that are there
 */
public record MirrorEdit(
        List<TableMapping> addedTables,
        List<TableMapping> removedTables,
        OptionalLong maxBatchRows,
        OptionalLong idleTimeoutSeconds,
        SnapshotEdit snapshot,
        Map<String, String> unused) {
    public MirrorEdit {
        addedTables = List.copyOf(addedTables);
        removedTables = List.copyOf(removedTables);
        unused = Map.copyOf(unused);
    }

    /** @param skipForAdded whether added tables are followed from now on without a copy */
    public record SnapshotEdit(
            OptionalLong rowsPerChunk,
            OptionalInt chunksPerTable,
            OptionalInt workersPerTable,
            OptionalInt tablesInParallel,
            boolean skipForAdded) {
        public static final SnapshotEdit NONE = new SnapshotEdit(
                OptionalLong.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), false);
    }
}
