package dev.tain.server.internal.peerdb;

import dev.tain.engine.MirrorService;
import dev.tain.engine.VerificationService;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.StopMessages.RetryRequest;
import dev.tain.server.internal.peerdb.StopMessages.RetryResponse;
import dev.tain.server.internal.peerdb.StopMessages.SkipRequest;
import dev.tain.server.internal.peerdb.StopMessages.SkipResponse;
import dev.tain.server.internal.peerdb.StopMessages.Skipped;
import dev.tain.server.internal.peerdb.StopMessages.TablesRequest;
import dev.tain.server.internal.peerdb.StopMessages.TablesResponse;
import java.util.List;
import java.util.OptionalLong;

/** Tables that have stopped: which and why, and what to do. The published API has nothing like it. */
final class StopOperations {
    private final MirrorService mirrors;
    private final VerificationService verifications;

    StopOperations(MirrorService mirrors, VerificationService verifications) {
        this.mirrors = mirrors;
        this.verifications = verifications;
    }

    List<Route> routes() {
        return List.of(
                Operation.get("mirrors/tables/{flow_job_name}", TablesRequest.class, this::tables),
                Operation.post("mirrors/retry", RetryRequest.class, this::retry),
                Operation.post("mirrors/skip", SkipRequest.class, this::skip));
    }

    private TablesResponse tables(TablesRequest request) {
        String name = request.flowJobName();
        return Mirrors.found(
                name,
                "flow " + name + " not found",
                () -> new TablesResponse(
                        name,
                        mirrors.status(name).tables().stream()
                                .map(table -> StatusOperations.progress(table, verifications.last(name)))
                                .toList()));
    }

    private RetryResponse retry(RetryRequest request) {
        String name = request.flowJobName();
        List<TableName> tables = request.tables().stream().map(TableName::parse).toList();
        return Mirrors.found(
                name,
                "flow " + name + " not found",
                () -> new RetryResponse(
                        true,
                        mirrors.retry(name, tables).stream()
                                .map(TableName::toString)
                                .toList()));
    }

    private SkipResponse skip(SkipRequest request) {
        String name = request.flowJobName();
        if (request.table().isEmpty()) {
            throw Faults.of(ErrorCode.REQUEST_INVALID, "table is missing", "Name the source table, with its schema.");
        }
        if (request.stop() < 0) {
            throw Faults.of(ErrorCode.REQUEST_INVALID, "stop is negative", "Leave it out for the present one.");
        }
        TableName table = TableName.parse(request.table());
        OptionalLong stop = request.stop() == 0 ? OptionalLong.empty() : OptionalLong.of(request.stop());
        return Mirrors.found(
                name,
                "flow " + name + " not found",
                () -> new SkipResponse(true, table.toString(), Skipped.of(mirrors.skip(name, table, stop))));
    }
}
