package dev.tain.catalog.internal.store;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorConfig.SnapshotOptions;
import dev.tain.engine.MirrorConfig.StreamOptions;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.Trouble;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.MirrorRecord.DropOptions;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableMapping;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads mirrors from their tables. */
final class MirrorRows {
    private MirrorRows() {}

    /** By id. */
    static List<MirrorRecord> read(Handle handle, Scope scope) {
        Map<String, List<TableMapping>> tables = MirrorTables.read(handle, scope);
        Map<String, Map<String, String>> unused = Scope.pairs(
                scope.query(handle, "SELECT mirror, name, value FROM mirror_unused", "mirror", "mirror"),
                (row, context) -> row.getString("mirror"));
        return scope.query(handle, "SELECT * FROM mirror", "name", "id")
                .map((row, context) -> {
                    String name = row.getString("name");
                    return mirror(row, tables.getOrDefault(name, List.of()), unused.getOrDefault(name, Map.of()));
                })
                .list();
    }

    private static MirrorRecord mirror(ResultSet row, List<TableMapping> tables, Map<String, String> unused)
            throws SQLException {
        MirrorConfig config = new MirrorConfig(
                row.getString("name"),
                row.getString("source"),
                row.getString("destination"),
                tables,
                snapshot(row),
                stream(row),
                row.getString("soft_delete_column"),
                row.getString("synced_at_column"),
                unused);
        return new MirrorRecord(
                row.getLong("id"),
                config,
                MirrorWish.valueOf(row.getString("wish")),
                new DropOptions(row.getBoolean("keep_destination"), row.getBoolean("drop_history")),
                MirrorState.valueOf(row.getString("state")),
                trouble(row),
                row.getLong("revision"),
                row.getLong("created_at"));
    }

    private static SnapshotOptions snapshot(ResultSet row) throws SQLException {
        return new SnapshotOptions(
                row.getBoolean("snapshot_wanted"),
                row.getBoolean("snapshot_only"),
                row.getLong("rows_per_chunk"),
                row.getInt("chunks_per_table"),
                row.getInt("workers_per_table"),
                row.getInt("tables_in_parallel"));
    }

    private static StreamOptions stream(ResultSet row) throws SQLException {
        return new StreamOptions(
                row.getLong("max_batch_rows"),
                row.getLong("idle_timeout_seconds"),
                row.getString("publication"),
                row.getString("slot"));
    }

    private static Optional<Trouble> trouble(ResultSet row) throws SQLException {
        String code = row.getString("trouble_code");
        if (code.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Trouble(
                ErrorCode.valueOf(code),
                row.getString("trouble_sentence"),
                row.getString("trouble_remedy"),
                row.getLong("trouble_since"),
                row.getInt("trouble_attempts"),
                row.getLong("trouble_retry_at")));
    }

    /** The configuration's columns by parameter name; table mappings and unused fields are in tables of their own. */
    static Map<String, Object> columns(MirrorConfig config) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("name", config.name());
        columns.put("source", config.source());
        columns.put("destination", config.destination());
        columns.put("soft_delete_column", config.softDeleteColumn());
        columns.put("synced_at_column", config.syncedAtColumn());
        columns.put("snapshot_wanted", config.snapshot().wanted());
        columns.put("snapshot_only", config.snapshot().only());
        columns.put("rows_per_chunk", config.snapshot().rowsPerChunk());
        columns.put("chunks_per_table", config.snapshot().chunksPerTable());
        columns.put("workers_per_table", config.snapshot().workersPerTable());
        columns.put("tables_in_parallel", config.snapshot().tablesInParallel());
        columns.put("max_batch_rows", config.stream().maxBatchRows());
        columns.put("idle_timeout_seconds", config.stream().idleTimeoutSeconds());
        columns.put("publication", config.stream().publication());
        columns.put("slot", config.stream().slot());
        return columns;
    }
}
