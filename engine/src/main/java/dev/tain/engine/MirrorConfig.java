package dev.tain.engine;

import dev.tain.connector.MappedTable;
import dev.tain.model.TableMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person asked for when creating a mirror, as changed by edits since.
 *
 * @param unused fields of the published API that are accepted and given back, and have no effect here but for those
 *     that {@link MirrorEnv} knows; and, behind {@link #TABLE_OPTION}, options of every table that are {@code true} or
 *     {@code false}, see {@link dev.tain.connector.MappedTable#options}
 */
public record MirrorConfig(
        String name,
        String source,
        String destination,
        List<TableMapping> tables,
        SnapshotOptions snapshot,
        StreamOptions stream,
        String softDeleteColumn,
        String syncedAtColumn,
        Map<String, String> unused) {
    public static final String TABLE_OPTION = "table_option.";
    public static final String NATIVE_JSON = TABLE_OPTION + MappedTable.NATIVE_JSON;
    public static final String NULLABLE_IF_NAMED = TABLE_OPTION + MappedTable.NULLABLE_IF_NAMED;

    public MirrorConfig {
        tables = List.copyOf(tables);
        unused = Map.copyOf(unused);
    }

    public MirrorConfig withTables(List<TableMapping> others) {
        return new MirrorConfig(
                name, source, destination, others, snapshot, stream, softDeleteColumn, syncedAtColumn, unused);
    }

    public MirrorConfig withStream(StreamOptions other) {
        return new MirrorConfig(
                name, source, destination, tables, snapshot, other, softDeleteColumn, syncedAtColumn, unused);
    }

    /** The same with further unused fields, which take the place of those of the same name. */
    public MirrorConfig withUnused(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(unused);
        all.putAll(more);
        return new MirrorConfig(
                name, source, destination, tables, snapshot, stream, softDeleteColumn, syncedAtColumn, all);
    }

    public MirrorConfig withSnapshot(SnapshotOptions other) {
        return new MirrorConfig(
                name, source, destination, tables, other, stream, softDeleteColumn, syncedAtColumn, unused);
    }

    /**
     * How the first copy is taken.
     *
     * @param wanted whether there is one; without it the mirror starts with the changes after its creation
     * @param only whether the mirror ends with it
     * @param rowsPerChunk about how many rows a chunk has
     * @param chunksPerTable number of chunks of each table, instead of {@code rowsPerChunk}; 0 for none
     * @param workersPerTable chunks of one table read at the same time
     * @param tablesInParallel tables read at the same time
     */
    public record SnapshotOptions(
            boolean wanted,
            boolean only,
            long rowsPerChunk,
            int chunksPerTable,
            int workersPerTable,
            int tablesInParallel) {
        public static final long DEFAULT_ROWS_PER_CHUNK = 1_000_000;
        public static final int DEFAULT_WORKERS_PER_TABLE = 4;
        public static final int DEFAULT_TABLES_IN_PARALLEL = 1;
    }

    /**
     * How changes are read.
     *
     * @param maxBatchRows rows after which a batch ends at the next commit
     * @param idleTimeoutSeconds seconds after its first change at which a batch ends; 0 for as soon as possible
     * @param publication a publication of the user's; empty to have one made
     * @param slot a replication slot of the user's; empty to have one made
     */
    public record StreamOptions(long maxBatchRows, long idleTimeoutSeconds, String publication, String slot) {
        public static final long DEFAULT_MAX_BATCH_ROWS = 1_000_000;
        public static final long DEFAULT_IDLE_TIMEOUT_SECONDS = 60;

        public StreamOptions withPace(long batchRows, long idleSeconds) {
            return new StreamOptions(batchRows, idleSeconds, publication, slot);
        }
    }
}
