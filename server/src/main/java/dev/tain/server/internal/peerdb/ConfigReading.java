package dev.tain.server.internal.peerdb;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorConfig.SnapshotOptions;
import dev.tain.engine.MirrorConfig.StreamOptions;
import dev.tain.server.internal.peerdb.ConfigWriting.Unused;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns the published configuration of a mirror into ours; all that is wrong with it is told together. */
final class ConfigReading {
    /** A year: a mirror that may be staler than that is a mistake. */
    static final long MAX_IDLE_TIMEOUT_SECONDS = 31_536_000;

    /** Connections to one database at once, many more than any serves well. */
    static final int MAX_PARALLEL = 1_000;

    static final int MAX_CHUNKS_PER_TABLE = 1_000_000;
    static final int MAX_NAME_CHARS = 255;

    private static final Pattern MIRROR_NAME = Pattern.compile("^[a-z_][a-z0-9_]*$");

    private ConfigReading() {}

    /**
     * @param defaults of {@code env}
     * @throws dev.tain.engine.MirrorInvalid with all problems of the message itself
     */
    static MirrorConfig config(ConnectionConfigs asked, Map<String, String> defaults) {
        Findings findings = new Findings();
        names(asked, findings);
        unsupported(asked, findings);
        MirrorConfig config = new MirrorConfig(
                asked.flowJobName(),
                asked.sourceName(),
                asked.destinationName(),
                TableReading.tables("table_mappings", asked.tableMappings(), findings),
                snapshot(asked, findings),
                stream(asked, findings),
                asked.softDeleteColName(),
                asked.syncedAtColName(),
                unused(asked, defaults));
        findings.throwIfAny();
        return config;
    }

    private static void names(ConnectionConfigs asked, Findings findings) {
        String name = asked.flowJobName();
        if (!MIRROR_NAME.matcher(name).matches() || name.length() > MAX_NAME_CHARS) {
            findings.add(
                    "flow_job_name",
                    name.isEmpty()
                            ? "flow_job_name is missing"
                            : "invalid flow job name: `" + name + "`, it should be " + MIRROR_NAME,
                    "Name the mirror with small letters, digits and underscores, " + MAX_NAME_CHARS + " at most.");
        }
        required("source_name", asked.sourceName(), findings);
        required("destination_name", asked.destinationName(), findings);
        if (asked.tableMappings().isEmpty()) {
            findings.add("table_mappings", "table_mappings is missing or empty", "Name at least one table.");
        }
    }

    private static void required(String field, String value, Findings findings) {
        if (value.isEmpty()) {
            findings.add(field, field + " is missing", "Name a peer; GET /v1/peers/list lists them.");
        }
    }

    private static void unsupported(ConnectionConfigs asked, Findings findings) {
        if (asked.resync()) {
            findings.unsupported(
                    "resync",
                    "this version of Tain cannot create a mirror as a resync",
                    "Drop the mirror, empty its destination tables, and create it without resync.");
        }
        if (!asked.script().isEmpty()) {
            findings.unsupported(
                    "script",
                    "this version of Tain does not run scripts, and rows must not pass untransformed",
                    "Create the mirror without a script.");
        }
    }

    private static SnapshotOptions snapshot(ConnectionConfigs asked, Findings findings) {
        // Absent means wanted: whoever forgets the field would otherwise get a copy without its past.
        boolean wanted = asked.doInitialSnapshot() == null || asked.doInitialSnapshot();
        if (asked.initialSnapshotOnly() && !wanted) {
            findings.add(
                    "initial_snapshot_only",
                    "invalid config: initial_snapshot_only is true but do_initial_snapshot is false",
                    "Set do_initial_snapshot to true, or initial_snapshot_only to false.");
        }
        return new SnapshotOptions(
                wanted,
                asked.initialSnapshotOnly(),
                orDefault(asked.snapshotNumRowsPerPartition(), SnapshotOptions.DEFAULT_ROWS_PER_CHUNK),
                findings.atMost(
                        MAX_CHUNKS_PER_TABLE,
                        "snapshot_num_partitions_override",
                        asked.snapshotNumPartitionsOverride()),
                findings.atMost(
                        MAX_PARALLEL,
                        "snapshot_max_parallel_workers",
                        orDefault(asked.snapshotMaxParallelWorkers(), SnapshotOptions.DEFAULT_WORKERS_PER_TABLE)),
                findings.atMost(
                        MAX_PARALLEL,
                        "snapshot_num_tables_in_parallel",
                        orDefault(asked.snapshotNumTablesInParallel(), SnapshotOptions.DEFAULT_TABLES_IN_PARALLEL)));
    }

    private static StreamOptions stream(ConnectionConfigs asked, Findings findings) {
        Long batch = asked.maxBatchSize();
        Long idle = asked.idleTimeoutSeconds();
        return new StreamOptions(
                orDefault(batch == null ? 0 : batch, StreamOptions.DEFAULT_MAX_BATCH_ROWS),
                // Absent is the default; 0 is as soon as possible.
                idle == null
                        ? StreamOptions.DEFAULT_IDLE_TIMEOUT_SECONDS
                        : findings.atMost(MAX_IDLE_TIMEOUT_SECONDS, "idle_timeout_seconds", idle),
                asked.publicationName(),
                asked.replicationSlotName());
    }

    private static long orDefault(long asked, long otherwise) {
        return asked == 0 ? otherwise : asked;
    }

    private static Map<String, String> unused(ConnectionConfigs asked, Map<String, String> defaults) {
        Map<String, String> unused = new TreeMap<>();
        unused.put(Unused.CDC_STAGING_PATH, asked.cdcStagingPath());
        unused.put(Unused.SNAPSHOT_STAGING_PATH, asked.snapshotStagingPath());
        unused.put(
                Unused.SYSTEM,
                asked.system() == TypeSystem.Q ? "" : asked.system().name());
        unused.values().removeIf(String::isEmpty);
        Map<String, String> env = new TreeMap<>(defaults);
        env.putAll(asked.env());
        unused.putAll(Unused.ofNewEnv(env));
        return unused;
    }
}
