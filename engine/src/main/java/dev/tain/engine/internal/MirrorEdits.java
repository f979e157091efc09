package dev.tain.engine.internal;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorConfig.SnapshotOptions;
import dev.tain.engine.MirrorEdit;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a configuration is after an edit. */
final class MirrorEdits {
    private MirrorEdits() {}

    static MirrorConfig apply(MirrorConfig config, MirrorEdit edit) {
        Set<TableName> removed =
                edit.removedTables().stream().map(TableMapping::source).collect(Collectors.toSet());
        Set<TableName> present =
                config.tables().stream().map(TableMapping::source).collect(Collectors.toSet());
        for (TableMapping added : edit.addedTables()) {
            if (removed.contains(added.source())) {
                throw invalid(
                        "table " + added.source() + " is both added and removed",
                        "remove it in one request and add it in a later one");
            }
            if (!present.add(added.source())) {
                throw invalid(
                        "table " + added.source() + " is in the mirror already, or named twice", "add each table once");
            }
        }
        for (TableName table : removed) {
            if (!present.contains(table)) {
                throw invalid("table " + table + " is not in the mirror", "remove only tables that the mirror has");
            }
        }
        List<TableMapping> tables = new ArrayList<>(config.tables());
        tables.removeIf(mapping -> removed.contains(mapping.source()));
        edit.addedTables().stream()
                .map(added -> edit.snapshot().skipForAdded() ? added.withoutSnapshot() : added)
                .forEach(tables::add);
        if (tables.isEmpty()) {
            throw invalid("the mirror would have no table left", "drop the mirror instead");
        }
        return config.withTables(tables)
                .withStream(config.stream()
                        .withPace(
                                edit.maxBatchRows().orElse(config.stream().maxBatchRows()),
                                edit.idleTimeoutSeconds().orElse(config.stream().idleTimeoutSeconds())))
                .withSnapshot(snapshot(config.snapshot(), edit.snapshot()))
                .withUnused(edit.unused());
    }

    private static SnapshotOptions snapshot(SnapshotOptions options, MirrorEdit.SnapshotEdit edit) {
        return new SnapshotOptions(
                options.wanted(),
                options.only(),
                edit.rowsPerChunk().orElse(options.rowsPerChunk()),
                edit.chunksPerTable().orElse(options.chunksPerTable()),
                edit.workersPerTable().orElse(options.workersPerTable()),
                edit.tablesInParallel().orElse(options.tablesInParallel()));
    }

    private static TainException invalid(String sentence, String remedy) {
        return new TainException(ErrorCode.REQUEST_INVALID, sentence, remedy);
    }
}
