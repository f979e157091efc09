package dev.tain.server.internal.peerdb;

import dev.tain.engine.Verification;
import dev.tain.engine.VerificationService;
import dev.tain.engine.VerificationWish;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.server.internal.http.Route;
import dev.tain.server.internal.peerdb.VerifyMessages.CancelResponse;
import dev.tain.server.internal.peerdb.VerifyMessages.Table;
import dev.tain.server.internal.peerdb.VerifyMessages.VerificationRequest;
import dev.tain.server.internal.peerdb.VerifyMessages.VerificationResponse;
import dev.tain.server.internal.peerdb.VerifyMessages.VerificationsRequest;
import dev.tain.server.internal.peerdb.VerifyMessages.VerificationsResponse;
import dev.tain.server.internal.peerdb.VerifyMessages.VerifyRequest;
import dev.tain.server.internal.peerdb.VerifyMessages.VerifyResponse;
import java.util.List;

/** Comparing mirrors' tables with their copies. The published API has nothing like it; the spelling follows it. */
final class VerifyOperations {
    private final VerificationService verifications;

    VerifyOperations(VerificationService verifications) {
        this.verifications = verifications;
    }

    List<Route> routes() {
        return List.of(
                Operation.post("mirrors/verify", VerifyRequest.class, this::verify),
                Operation.get("mirrors/verify/{verification_id}", VerificationRequest.class, this::find),
                Operation.post("mirrors/verify/cancel", VerificationRequest.class, this::cancel),
                Operation.get("mirrors/verifications/{flow_job_name}", VerificationsRequest.class, this::list));
    }

    private VerifyResponse verify(VerifyRequest request) {
        String name = request.flowJobName();
        if (request.parallelism() > VerificationWish.MOST_PARALLEL) {
            throw Faults.of(
                    ErrorCode.REQUEST_INVALID,
                    "parallelism is " + request.parallelism() + ", more than " + VerificationWish.MOST_PARALLEL,
                    "Ask for fewer ranges at the same time, or leave it out.");
        }
        if (request.maxRowsPerSecond() < 0) {
            throw Faults.of(ErrorCode.REQUEST_INVALID, "max_rows_per_second is negative", "Leave it out for no limit.");
        }
        VerificationWish wish = new VerificationWish(
                name,
                request.tables().stream().map(TableName::parse).toList(),
                request.repair(),
                (int) request.parallelism(),
                request.maxRowsPerSecond());
        return Mirrors.found(name, "flow " + name + " not found", () -> new VerifyResponse(verifications.start(wish)));
    }

    private VerificationResponse find(VerificationRequest request) {
        return response(verifications.find(request.verificationId()));
    }

    private CancelResponse cancel(VerificationRequest request) {
        verifications.cancel(request.verificationId());
        return new CancelResponse(true);
    }

    private VerificationsResponse list(VerificationsRequest request) {
        return new VerificationsResponse(verifications.of(request.flowJobName()).stream()
                .map(VerifyOperations::response)
                .toList());
    }

    private static VerificationResponse response(Verification verification) {
        return new VerificationResponse(
                verification.id(),
                verification.mirror(),
                verification.outcome().name(),
                verification.repair(),
                Mirrors.time(verification.startedAtMillis()),
                Mirrors.timeIfAny(verification.finishedAtMillis()),
                verification.trouble().map(Problem::sentence).orElse(""),
                verification.trouble().map(problem -> problem.code().name()).orElse(null),
                verification.trouble().map(Problem::remedy).orElse(null),
                verification.tables().stream().map(Table::of).toList());
    }
}
