package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.OmitNull;
import dev.tain.server.internal.peerdb.StopMessages.Skipped;
import dev.tain.server.internal.peerdb.StopMessages.Stop;
import dev.tain.server.internal.peerdb.VerifyMessages.LastVerification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages of asking about mirrors. Times are RFC 3339 texts in UTC unless said otherwise. */
final class StatusMessages {
    private StatusMessages() {}

    record StatusRequest(
            String flowJobName, boolean includeFlowInfo, boolean excludeBatches, boolean excludeSnapshotStatus) {}

    /**
     * The published fields, those of older servers ({@code ok}, {@code errorMessage}), and what else is known.
     *
     * @param state ours, which tells more: RETRYING apart from CREATED
     * @param ok that the question could be answered
     * @param errorMessage what keeps the mirror from working; empty when nothing does
     * @param retryAt when it is tried again; null when only a person can help
     * @param lagMillis null while it is not known
     */
    record StatusResponse(
            String flowJobName,
            @OmitNull @Nullable CdcStatus cdcStatus,
            FlowStatus currentFlowState,
            String createdAt,
            String state,
            boolean ok,
            String errorMessage,
            @OmitNull @Nullable String errorCode,
            @OmitNull @Nullable String remedy,
            @OmitNull @Nullable String errorSince,
            @OmitNull @Nullable Integer attempts,
            @OmitNull @Nullable String retryAt,
            @OmitNull @Nullable Long lagMillis,
            @OmitNull @Nullable List<TableProgress> tables) {}

    record CdcStatus(
            ConnectionConfigs config,
            @Nullable SnapshotStatus snapshotStatus,
            List<Batch> cdcBatches,
            DbType sourceType,
            DbType destinationType,
            long rowsSynced) {}

    record SnapshotStatus(List<Clone> clones) {}

    record Clone(
            String tableName,
            @Nullable String startTime,
            int numPartitionsCompleted,
            int numPartitionsTotal,
            long numRowsSynced,
            long avgTimePerPartitionMs,
            String flowJobName,
            String sourceTable,
            boolean fetchCompleted,
            boolean consolidateCompleted,
            String mirrorName) {}

    record Batch(
            long startLsn,
            long endLsn,
            long numRows,
            String startTime,
            @Nullable String endTime,
            long batchId) {}

    /**
     * One table in our words, also before its copy begins.
     *
     * @param state SNAPSHOTTING, HELD, STREAMING or QUARANTINED, which is the phase in fewer words
     * @param columns what of each column's values arrives; null when that is not known
     * @param lastVerification null when it was never compared to its end
     * @param stop why it is in quarantine; null when it is not
     * @param skipped changes that were left out; null when none were
     */
    record TableProgress(
            String sourceTable,
            String destinationTable,
            String phase,
            int chunks,
            int chunksDone,
            long rowsCopied,
            long estimatedRows,
            @Nullable String startTime,
            @OmitNull @Nullable List<ContractMessages.Column> columns,
            @OmitNull @Nullable LastVerification lastVerification,
            String state,
            @OmitNull @Nullable Stop stop,
            @OmitNull @Nullable List<Skipped> skipped) {}

    record ListRequest() {}

    record ListResponse(List<Listed> mirrors) {}

    /** @param createdAt milliseconds since 1970, as a number */
    record Listed(
            long id,
            String workflowId,
            String name,
            String sourceName,
            DbType sourceType,
            String destinationName,
            DbType destinationType,
            double createdAt,
            boolean isCdc,
            FlowStatus status,
            String state,
            String errorMessage) {}

    record NamesResponse(List<String> names) {}
}
