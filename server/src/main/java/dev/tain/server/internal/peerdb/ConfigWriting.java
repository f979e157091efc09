package dev.tain.server.internal.peerdb;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorEnv;
import dev.tain.model.ColumnMapping;
import dev.tain.model.TableMapping;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A mirror's configuration in published words, with the values that are in force. */
final class ConfigWriting {
    private ConfigWriting() {}

    static ConnectionConfigs message(MirrorConfig config) {
        MirrorConfig.SnapshotOptions snapshot = config.snapshot();
        MirrorConfig.StreamOptions stream = config.stream();
        Map<String, String> unused = config.unused();
        return new ConnectionConfigs(
                config.name(),
                config.tables().stream().map(ConfigWriting::table).toList(),
                stream.maxBatchRows(),
                stream.idleTimeoutSeconds(),
                unused.getOrDefault(Unused.CDC_STAGING_PATH, ""),
                stream.publication(),
                stream.slot(),
                snapshot.wanted(),
                snapshot.rowsPerChunk(),
                snapshot.chunksPerTable(),
                unused.getOrDefault(Unused.SNAPSHOT_STAGING_PATH, ""),
                snapshot.workersPerTable(),
                snapshot.tablesInParallel(),
                false,
                snapshot.only(),
                config.softDeleteColumn(),
                config.syncedAtColumn(),
                "",
                TypeSystem.valueOf(unused.getOrDefault(Unused.SYSTEM, TypeSystem.Q.name())),
                config.source(),
                config.destination(),
                Unused.env(unused),
                0,
                List.of(),
                null);
    }

    static ConnectionConfigs.Table table(TableMapping table) {
        Map<String, String> options = table.options();
        return new ConnectionConfigs.Table(
                table.source().toString(),
                table.destination().toString(),
                options.getOrDefault(TableOptions.PARTITION_KEY, ""),
                table.excluded().stream().sorted().toList(),
                table.columns().stream().map(ConfigWriting::column).toList(),
                TableEngine.valueOf(
                        options.getOrDefault(TableOptions.ENGINE, TableEngine.CH_ENGINE_REPLACING_MERGE_TREE.name())),
                options.getOrDefault(TableOptions.SHARDING_KEY, ""),
                options.getOrDefault(TableOptions.POLICY_NAME, ""),
                options.getOrDefault(TableOptions.PARTITION_BY_EXPR, ""));
    }

    private static ConnectionConfigs.Column column(ColumnMapping column) {
        return new ConnectionConfigs.Column(
                column.sourceName(),
                column.destinationName(),
                column.destinationType(),
                column.ordering(),
                column.partitioning(),
                column.nullable());
    }

    /** Names of the options of a table mapping, in the model's spelling. */
    static final class TableOptions {
        static final String ENGINE = "engine";
        static final String SHARDING_KEY = "sharding_key";
        static final String POLICY_NAME = "policy_name";
        static final String PARTITION_BY_EXPR = "partition_by_expr";
        static final String PARTITION_KEY = "partition_key";

        private TableOptions() {}
    }

    /** Published fields without effect of their own, but for some of {@code env}: kept and given back. */
    static final class Unused {
        static final String CDC_STAGING_PATH = "cdc_staging_path";
        static final String SNAPSHOT_STAGING_PATH = "snapshot_staging_path";
        static final String SYSTEM = "system";
        static final String ENV = MirrorEnv.PREFIX;
        private static final String JSON = "PEERDB_CLICKHOUSE_ENABLE_JSON";
        private static final String NULLABLE = "PEERDB_NULLABLE";

        private Unused() {}

        /** Of a new mirror, whose columns hold no NULL unless that is asked for, as published. */
        static Map<String, String> ofNewEnv(Map<String, String> env) {
            Map<String, String> unused = ofEnv(env);
            unused.putIfAbsent(MirrorConfig.NULLABLE_IF_NAMED, "true");
            return unused;
        }

        static Map<String, String> ofEnv(Map<String, String> env) {
            Map<String, String> unused = new TreeMap<>();
            env.forEach((name, value) -> unused.put(ENV + name, value));
            option(env.get(JSON), true, MirrorConfig.NATIVE_JSON, unused);
            option(env.get(NULLABLE), false, MirrorConfig.NULLABLE_IF_NAMED, unused);
            return unused;
        }

        /** @param wanted the value that asks for the option */
        private static void option(@Nullable String value, boolean wanted, String option, Map<String, String> options) {
            if (value != null) {
                options.put(option, Boolean.toString(value.strip().equalsIgnoreCase(Boolean.toString(wanted))));
            }
        }

        static Map<String, String> env(Map<String, String> unused) {
            Map<String, String> env = new TreeMap<>();
            unused.forEach((key, value) -> {
                if (key.startsWith(ENV)) {
                    env.put(key.substring(ENV.length()), value);
                }
            });
            return env;
        }
    }
}
