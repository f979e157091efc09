package dev.tain.server.internal.peerdb;

import dev.tain.engine.MirrorService;
import dev.tain.engine.MirrorStatus;
import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.engine.MirrorStatus.TableStatus;
import dev.tain.engine.MirrorSummary;
import dev.tain.engine.TablePhase;
import dev.tain.engine.Trouble;
import dev.tain.engine.Verification.TableVerification;
import dev.tain.engine.VerificationService;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.StatusMessages.Batch;
import dev.tain.server.internal.peerdb.StatusMessages.CdcStatus;
import dev.tain.server.internal.peerdb.StatusMessages.Clone;
import dev.tain.server.internal.peerdb.StatusMessages.ListRequest;
import dev.tain.server.internal.peerdb.StatusMessages.ListResponse;
import dev.tain.server.internal.peerdb.StatusMessages.Listed;
import dev.tain.server.internal.peerdb.StatusMessages.NamesResponse;
import dev.tain.server.internal.peerdb.StatusMessages.SnapshotStatus;
import dev.tain.server.internal.peerdb.StatusMessages.StatusRequest;
import dev.tain.server.internal.peerdb.StatusMessages.StatusResponse;
import dev.tain.server.internal.peerdb.StatusMessages.TableProgress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions about mirrors: one in detail, all in a line each, their names. */
final class StatusOperations {
    private final MirrorService mirrors;
    private final VerificationService verifications;

    StatusOperations(MirrorService mirrors, VerificationService verifications) {
        this.mirrors = mirrors;
        this.verifications = verifications;
    }

    List<Route> routes() {
        return List.of(
                Operation.post("mirrors/status", StatusRequest.class, this::status),
                Operation.get("mirrors/list", ListRequest.class, this::list),
                Operation.get("mirrors/names", ListRequest.class, _ -> new NamesResponse(mirrors.names())));
    }

    private StatusResponse status(StatusRequest request) {
        String name = request.flowJobName();
        return Mirrors.found(
                name,
                "flow " + name + " not found",
                () -> request.includeFlowInfo()
                        ? detailed(mirrors.status(name), request, verifications.last(name))
                        : response(mirrors.summary(name), null, null, List.of()));
    }

    private static StatusResponse detailed(
            MirrorStatus status, StatusRequest request, List<TableVerification> verified) {
        MirrorSummary mirror = status.summary();
        CdcStatus cdc = new CdcStatus(
                ConfigWriting.message(mirror.config()),
                request.excludeSnapshotStatus() ? null : snapshot(status),
                request.excludeBatches()
                        ? List.of()
                        : status.recentBatches().stream()
                                .map(StatusOperations::batch)
                                .toList(),
                Mirrors.type(mirror.sourceType()),
                Mirrors.type(mirror.destinationType()),
                status.rowsStreamed());
        return response(mirror, cdc, status, verified);
    }

    private static StatusResponse response(
            MirrorSummary mirror,
            @Nullable CdcStatus cdc,
            @Nullable MirrorStatus status,
            List<TableVerification> verified) {
        Trouble trouble = mirror.trouble().orElse(null);
        return new StatusResponse(
                mirror.name(),
                cdc,
                Mirrors.status(mirror.state()),
                Mirrors.time(mirror.createdAtMillis()),
                mirror.state().name(),
                true,
                trouble == null ? "" : trouble.sentence(),
                trouble == null ? null : trouble.code().name(),
                trouble == null ? null : trouble.remedy(),
                trouble == null ? null : Mirrors.time(trouble.sinceMillis()),
                trouble == null ? null : trouble.attempts(),
                trouble == null ? null : Mirrors.timeIfAny(trouble.retryAtMillis()),
                status == null || status.lagMillis().isEmpty()
                        ? null
                        : (Long) status.lagMillis().getAsLong(),
                status == null
                        ? null
                        : status.tables().stream()
                                .map(table -> progress(table, verified))
                                .toList());
    }

    static SnapshotStatus snapshot(MirrorStatus status) {
        return new SnapshotStatus(status.tables().stream()
                .filter(table -> table.startedAtMillis() > 0)
                .map(table -> clone(status.summary(), table))
                .toList());
    }

    private static Clone clone(MirrorSummary mirror, TableStatus table) {
        boolean copied = table.phase() == TablePhase.CATCHING_UP
                || table.phase() == TablePhase.STREAMING
                || table.stop()
                        .filter(stop -> stop.resumes() == TablePhase.CATCHING_UP)
                        .isPresent();
        String destination = table.destination().toString();
        String id = "clone_" + mirror.name() + "_" + destination + "_" + Mirrors.uuid(mirror, destination);
        return new Clone(
                destination,
                Mirrors.timeIfAny(table.startedAtMillis()),
                table.chunksDone(),
                table.chunks(),
                table.rowsCopied(),
                table.meanChunkMillis(),
                id.replaceAll("[^A-Za-z0-9]", "_"),
                table.source().toString(),
                copied,
                copied,
                mirror.name());
    }

    static Batch batch(BatchRecord batch) {
        return new Batch(
                0,
                batch.endPosition(),
                batch.rows(),
                Mirrors.time(batch.startedAtMillis()),
                Mirrors.timeIfAny(batch.finishedAtMillis()),
                batch.id());
    }

    static TableProgress progress(TableStatus table, List<TableVerification> verified) {
        return new TableProgress(
                table.source().toString(),
                table.destination().toString(),
                table.phase().name(),
                table.chunks(),
                table.chunksDone(),
                table.rowsCopied(),
                table.estimatedRows(),
                Mirrors.timeIfAny(table.startedAtMillis()),
                table.columns().isEmpty()
                        ? null
                        : table.columns().stream()
                                .map(ContractMessages.Column::of)
                                .toList(),
                verified.stream()
                        .filter(each -> each.source().equals(table.source()))
                        .findFirst()
                        .map(VerifyMessages.LastVerification::of)
                        .orElse(null),
                StopMessages.state(table.phase()),
                table.stop().map(StopMessages.Stop::of).orElse(null),
                table.skipped().isEmpty()
                        ? null
                        : table.skipped().stream().map(StopMessages.Skipped::of).toList());
    }

    private ListResponse list(ListRequest request) {
        return new ListResponse(
                mirrors.list().stream().map(StatusOperations::listed).toList());
    }

    private static Listed listed(MirrorSummary mirror) {
        return new Listed(
                mirror.id(),
                Mirrors.workflowId(mirror),
                mirror.name(),
                mirror.config().source(),
                Mirrors.type(mirror.sourceType()),
                mirror.config().destination(),
                Mirrors.type(mirror.destinationType()),
                mirror.createdAtMillis(),
                true,
                Mirrors.status(mirror.state()),
                mirror.state().name(),
                mirror.trouble().map(Trouble::sentence).orElse(""));
    }
}
