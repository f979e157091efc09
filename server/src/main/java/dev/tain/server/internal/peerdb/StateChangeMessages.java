package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Confidential;
import dev.tain.server.internal.json.UInt32;
import dev.tain.server.internal.json.UInt64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages of pausing, resuming, editing and dropping mirrors. */
final class StateChangeMessages {
    private StateChangeMessages() {}

    record StateChangeRequest(
            String flowJobName,
            FlowStatus requestedFlowState,
            @Nullable ConfigUpdate flowConfigUpdate,
            boolean dropMirrorStats,
            boolean skipDestinationDrop) {}

    record ConfigUpdate(
            @Nullable CdcUpdate cdcFlowConfigUpdate,
            @Nullable QueryUpdate qrepFlowConfigUpdate) {}

    record QueryUpdate() {}

    /** Numbers of 0 leave what is stored, as published; only an idle timeout may be given as 0 and mean it. */
    record CdcUpdate(
            List<ConnectionConfigs.Table> additionalTables,
            List<ConnectionConfigs.Table> removedTables,
            @UInt32 long batchSize,
            @UInt64 @Nullable Long idleTimeout,
            int numberOfSyncs,
            @Confidential Map<String, String> updatedEnv,
            @UInt32 long snapshotNumRowsPerPartition,
            @UInt32 long snapshotNumPartitionsOverride,
            @UInt32 long snapshotMaxParallelWorkers,
            @UInt32 long snapshotNumTablesInParallel,
            boolean skipInitialSnapshotForTableAdditions) {}

    /** What older servers answered; newer ones answer an empty object, which this is for whoever reads nothing. */
    record StateChangeResponse(boolean ok, String errorMessage) {
        static final StateChangeResponse DONE = new StateChangeResponse(true, "");
    }
}
