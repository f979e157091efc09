package dev.tain.server.internal.peerdb;

import dev.tain.engine.MirrorEdit;
import dev.tain.engine.MirrorEdit.SnapshotEdit;
import dev.tain.engine.MirrorService;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableMapping;
import dev.tain.model.TainException;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.ConfigWriting.Unused;
import dev.tain.server.internal.peerdb.StateChangeMessages.CdcUpdate;
import dev.tain.server.internal.peerdb.StateChangeMessages.ConfigUpdate;
import dev.tain.server.internal.peerdb.StateChangeMessages.StateChangeRequest;
import dev.tain.server.internal.peerdb.StateChangeMessages.StateChangeResponse;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Pausing, resuming, editing and dropping a mirror, all through one operation. */
final class StateChangeOperations {
    private final MirrorService mirrors;

    StateChangeOperations(MirrorService mirrors) {
        this.mirrors = mirrors;
    }

    List<Route> routes() {
        return List.of(Operation.post("mirrors/state_change", StateChangeRequest.class, this::change));
    }

    private StateChangeResponse change(StateChangeRequest request) {
        String name = request.flowJobName();
        // The newer text first, for those who match its beginning; the published example's text after it.
        String unknown = "flow " + name + " not found: unable to get workflowID for flow job " + name
                + ": no rows in result set";
        Mirrors.found(name, unknown, () -> {
            apply(request, Mirrors.status(mirrors.summary(name).state()));
            return name;
        });
        return StateChangeResponse.DONE;
    }

    private void apply(StateChangeRequest request, FlowStatus current) {
        String name = request.flowJobName();
        CdcUpdate update = update(request.flowConfigUpdate());
        switch (request.requestedFlowState()) {
            case STATUS_RUNNING ->
                perform(request, current, () -> {
                    if (update == null) {
                        mirrors.resume(name);
                    } else {
                        mirrors.edit(name, edit(update));
                    }
                });
            case STATUS_PAUSED ->
                perform(request, current, () -> {
                    if (update != null) {
                        mirrors.edit(name, edit(update));
                    }
                    mirrors.pause(name);
                });
            case STATUS_TERMINATING, STATUS_TERMINATED ->
                perform(
                        request,
                        current,
                        () -> mirrors.drop(name, request.skipDestinationDrop(), request.dropMirrorStats()));
            case STATUS_RESYNC ->
                throw Faults.of(
                        ErrorCode.REQUEST_UNSUPPORTED,
                        "This version of Tain cannot resync a mirror as a whole.",
                        "Drop the mirror, empty its destination tables, and create it again.");
            case STATUS_UNKNOWN -> editOrRefuse(request, current, update);
            case STATUS_PAUSING, STATUS_SETUP, STATUS_SNAPSHOT, STATUS_COMPLETED, STATUS_FAILED, STATUS_MODIFYING ->
                refuseOther(request, current);
        }
    }

    /** An edit that names no state is still an edit. */
    private void editOrRefuse(StateChangeRequest request, FlowStatus current, @Nullable CdcUpdate update) {
        if (update == null) {
            refuseOther(request, current);
        } else {
            mirrors.edit(request.flowJobName(), edit(update));
        }
    }

    // The engine is asked also when the mirror is where it should be, because a wish may be on its way that leads
    // elsewhere. When it then refuses, the mirror still is where it should be.
    private static void perform(StateChangeRequest request, FlowStatus current, Runnable work) {
        try {
            work.run();
        } catch (TainException e) {
            boolean there = current == request.requestedFlowState() && request.flowConfigUpdate() == null;
            if (e.code() != ErrorCode.MIRROR_STATE_ILLEGAL || !there) {
                throw e;
            }
        }
    }

    private static void refuseOther(StateChangeRequest request, FlowStatus current) {
        if (request.requestedFlowState() != current || request.flowConfigUpdate() != null) {
            throw Faults.of(
                    ErrorCode.MIRROR_STATE_ILLEGAL,
                    "illegal state change requested: " + request.requestedFlowState() + ", current state is: "
                            + current,
                    "Ask for STATUS_PAUSED (2), STATUS_RUNNING (1) or STATUS_TERMINATING (6).");
        }
    }

    private static @Nullable CdcUpdate update(@Nullable ConfigUpdate update) {
        if (update != null && update.qrepFlowConfigUpdate() != null) {
            throw Faults.of(
                    ErrorCode.REQUEST_UNSUPPORTED,
                    "This version of Tain has no query replication mirrors to edit.",
                    "Use cdcFlowConfigUpdate.");
        }
        return update == null ? null : update.cdcFlowConfigUpdate();
    }

    private static MirrorEdit edit(CdcUpdate update) {
        Findings findings = new Findings();
        List<TableMapping> added = TableReading.tables("additional_tables", update.additionalTables(), findings);
        List<TableMapping> removed = TableReading.removed(update.removedTables(), findings);
        refuseBoth(added, removed, findings);
        Long idle = update.idleTimeout();
        MirrorEdit edit = new MirrorEdit(
                added,
                removed,
                unlessZero(update.batchSize()),
                idle == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(
                                findings.atMost(ConfigReading.MAX_IDLE_TIMEOUT_SECONDS, "idle_timeout", idle)),
                snapshot(update, findings),
                Unused.ofEnv(update.updatedEnv()));
        findings.throwIfAny();
        return edit;
    }

    private static SnapshotEdit snapshot(CdcUpdate update, Findings findings) {
        return new SnapshotEdit(
                unlessZero(update.snapshotNumRowsPerPartition()),
                unlessZero(findings.atMost(
                        ConfigReading.MAX_CHUNKS_PER_TABLE,
                        "snapshot_num_partitions_override",
                        update.snapshotNumPartitionsOverride())),
                unlessZero(findings.atMost(
                        ConfigReading.MAX_PARALLEL,
                        "snapshot_max_parallel_workers",
                        update.snapshotMaxParallelWorkers())),
                unlessZero(findings.atMost(
                        ConfigReading.MAX_PARALLEL,
                        "snapshot_num_tables_in_parallel",
                        update.snapshotNumTablesInParallel())),
                update.skipInitialSnapshotForTableAdditions());
    }

    private static void refuseBoth(List<TableMapping> added, List<TableMapping> removed, Findings findings) {
        Set<String> sources =
                removed.stream().map(table -> table.source().toString()).collect(Collectors.toSet());
        added.stream()
                .map(table -> table.source().toString())
                .filter(sources::contains)
                .forEach(table -> findings.add(
                        "additional_tables",
                        "table " + table + " is in additional_tables and in removed_tables",
                        "Remove it in one request and add it in another."));
    }

    private static OptionalLong unlessZero(long value) {
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static OptionalInt unlessZero(int value) {
        return value == 0 ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
