package dev.tain.server.internal.peerdb;

import dev.tain.engine.AdministrationService;
import dev.tain.engine.MirrorState;
import dev.tain.model.ErrorCode;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.json.Numbered;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether the instance is in maintenance: mirrors rest, and nobody changes them. */
final class InstanceOperations {
    private final AdministrationService administration;

    InstanceOperations(AdministrationService administration) {
        this.administration = administration;
    }

    enum InstanceStatus {
        INSTANCE_STATUS_READY,
        INSTANCE_STATUS_MAINTENANCE
    }

    enum MaintenanceStatus implements Numbered {
        MAINTENANCE_STATUS_UNKNOWN(0),
        MAINTENANCE_STATUS_START(1),
        MAINTENANCE_STATUS_END(2);

        private final int number;

        MaintenanceStatus(int number) {
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }
    }

    enum Phase {
        MAINTENANCE_PHASE_UNKNOWN,
        MAINTENANCE_PHASE_START_MAINTENANCE,
        MAINTENANCE_PHASE_MAINTENANCE_MODE_ENABLED
    }

    record NoRequest() {}

    record InfoResponse(InstanceStatus status) {}

    record MaintenanceRequest(MaintenanceStatus status, boolean usePeerflowTaskQueue) {}

    record MaintenanceResponse(String workflowId, String runId) {}

    record StatusResponse(boolean maintenanceRunning, Phase phase, List<Activity> pendingActivities) {}

    record Activity(
            String activityName,
            @Nullable String activityDuration,
            @Nullable String lastHeartbeat,
            String activityId,
            List<String> heartbeatPayloads) {}

    record SkipRequest(List<String> flowNames) {}

    record SkipResponse(boolean signalSent, String message) {}

    List<Route> routes() {
        return List.of(
                Operation.get("instance/info", NoRequest.class, _ -> info()),
                Operation.post("instance/maintenance", MaintenanceRequest.class, this::maintain),
                Operation.get("instance/maintenance/status", NoRequest.class, _ -> status()),
                Operation.post("instance/maintenance/skip-snapshot-wait", SkipRequest.class, _ -> skip()));
    }

    private InfoResponse info() {
        return new InfoResponse(
                administration.isClosed()
                        ? InstanceStatus.INSTANCE_STATUS_MAINTENANCE
                        : InstanceStatus.INSTANCE_STATUS_READY);
    }

    private MaintenanceResponse maintain(MaintenanceRequest request) {
        return switch (request.status()) {
            case MAINTENANCE_STATUS_START -> {
                administration.beginMaintenance();
                yield begun("start-maintenance");
            }
            case MAINTENANCE_STATUS_END -> {
                administration.endMaintenance();
                yield begun("end-maintenance");
            }
            case MAINTENANCE_STATUS_UNKNOWN ->
                throw Faults.of(
                        ErrorCode.REQUEST_INVALID,
                        "invalid maintenance status",
                        "Ask for MAINTENANCE_STATUS_START (1) or MAINTENANCE_STATUS_END (2).");
        };
    }

    /** There are no runs to tell apart: asking again for what is there changes nothing. */
    private static MaintenanceResponse begun(String what) {
        return new MaintenanceResponse(
                what,
                UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8)).toString());
    }

    private StatusResponse status() {
        List<Activity> pending = administration.held().entrySet().stream()
                .filter(mirror -> mirror.getValue() != MirrorState.PAUSED)
                .map(Map.Entry::getKey)
                .map(mirror -> new Activity("PauseMirror", null, null, mirror, List.of()))
                .toList();
        boolean closed = administration.isClosed();
        Phase phase = !closed
                ? Phase.MAINTENANCE_PHASE_UNKNOWN
                : pending.isEmpty()
                        ? Phase.MAINTENANCE_PHASE_MAINTENANCE_MODE_ENABLED
                        : Phase.MAINTENANCE_PHASE_START_MAINTENANCE;
        return new StatusResponse(closed, phase, closed ? pending : List.of());
    }

    private SkipResponse skip() {
        return new SkipResponse(
                false,
                administration.isClosed()
                        ? "no first copy is waited for: a mirror pauses within its copy and goes on with it later"
                        : "StartMaintenanceWorkflow is not currently running");
    }
}
