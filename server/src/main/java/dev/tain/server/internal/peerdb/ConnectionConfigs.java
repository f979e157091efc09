package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.CommaText;
import dev.tain.server.internal.json.Confidential;
import dev.tain.server.internal.json.OmitNull;
import dev.tain.server.internal.json.UInt32;
import dev.tain.server.internal.json.UInt64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mirror's configuration as published, every documented field, both asked for and given back. Where being absent
 * means something other than zero the field is nullable.
 */
record ConnectionConfigs(
        String flowJobName,
        List<Table> tableMappings,
        @UInt32 @Nullable Long maxBatchSize,
        @UInt64 @Nullable Long idleTimeoutSeconds,
        String cdcStagingPath,
        String publicationName,
        String replicationSlotName,
        @Nullable Boolean doInitialSnapshot,
        @UInt32 long snapshotNumRowsPerPartition,
        @UInt32 long snapshotNumPartitionsOverride,
        String snapshotStagingPath,
        @UInt32 long snapshotMaxParallelWorkers,
        @UInt32 long snapshotNumTablesInParallel,
        boolean resync,
        boolean initialSnapshotOnly,
        String softDeleteColName,
        String syncedAtColName,
        String script,
        TypeSystem system,
        String sourceName,
        String destinationName,
        @Confidential Map<String, String> env,
        @UInt32 long version,
        List<String> flags,
        @OmitNull @Nullable Boolean skipValidation) {

    record Table(
            String sourceTableIdentifier,
            String destinationTableIdentifier,
            String partitionKey,
            @CommaText List<String> exclude,
            List<Column> columns,
            @Nullable TableEngine engine,
            String shardingKey,
            String policyName,
            String partitionByExpr) {}

    record Column(
            String sourceName,
            String destinationName,
            String destinationType,
            int ordering,
            int partitioning,
            boolean nullableEnabled) {}
}
