package dev.tain.server.internal.peerdb;

import dev.tain.engine.MirrorInvalid;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.server.internal.http.HttpFault;
import dev.tain.server.internal.http.Response;
import dev.tain.server.internal.json.BadMessage;
import dev.tain.server.internal.json.MessageWriter;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers any failure as {@code {code, message, details}}. */
final class PeerDbErrors {
    private static final Logger LOG = LoggerFactory.getLogger(PeerDbErrors.class);

    private PeerDbErrors() {}

    static Response answer(Throwable failure) {
        return switch (failure) {
            case ApiFault fault -> answer(fault, fault.code().httpStatus(), Map.of());
            case TainException e -> answer(internalLogged(Faults.of(e), e));
            case MirrorInvalid e -> answer(Problems.fault(e, ""));
            case BadMessage e -> answer(malformed(e));
            case HttpFault e -> answer(e);
            default -> answer(mistake(failure));
        };
    }

    private static Response answer(ApiFault fault) {
        return answer(fault, fault.code().httpStatus(), Map.of());
    }

    private static Response answer(ApiFault fault, int status, Map<String, String> headers) {
        ErrorBody body = new ErrorBody(fault.code().number(), fault.text(), fault.details());
        return new Response(status, headers, MessageWriter.write(body));
    }

    private static ApiFault malformed(BadMessage e) {
        TainException plain = new TainException(
                ErrorCode.REQUEST_MALFORMED,
                e.sentence(),
                "Correct the request; docs/api.md shows one for each operation.");
        return Faults.of(e.field().isEmpty() ? plain : plain.with("field", e.field()));
    }

    private static Response answer(HttpFault e) {
        return switch (e.reason()) {
            case ROUTE_UNKNOWN, NAME_EMPTY -> plain(GrpcCode.NOT_FOUND, e);
            case VERB_WRONG -> plain(GrpcCode.UNIMPLEMENTED, e);
            case FOREIGN_PAGE -> plain(GrpcCode.PERMISSION_DENIED, e);
            case STOPPING -> plain(GrpcCode.UNAVAILABLE, e);
            case NOT_HTTP, ADDRESS_MALFORMED, BODY_UNREADABLE -> plain(GrpcCode.INVALID_ARGUMENT, e);
            case BODY_TOO_LARGE -> answer(refused(e, "Send less in one request."), 413, Map.of());
            case LIMITED ->
                answer(
                        Faults.of(ErrorCode.REQUEST_LIMITED, e.sentence(), "Try again later, and ask less often."),
                        GrpcCode.RESOURCE_EXHAUSTED.httpStatus(),
                        Map.of("Retry-After", Long.toString(e.retrySeconds())));
            case UNAUTHENTICATED ->
                answer(
                        Faults.of(
                                ErrorCode.REQUEST_UNAUTHENTICATED,
                                e.sentence(),
                                "Send the password: curl --user :PASSWORD, or Authorization: Bearer PASSWORD."),
                        401,
                        Map.of("WWW-Authenticate", "Basic realm=\"Tain\", charset=\"UTF-8\""));
        };
    }

    private static ApiFault refused(HttpFault e, String remedy) {
        return Faults.of(ErrorCode.REQUEST_INVALID, e.sentence(), remedy);
    }

    private static Response plain(GrpcCode code, HttpFault e) {
        return answer(new ApiFault(code, e.sentence(), List.of(), e));
    }

    private static ApiFault internalLogged(ApiFault fault, TainException e) {
        if (fault.code() == GrpcCode.INTERNAL) {
            LOG.error("A request failed: {}", e.code(), e);
        }
        return fault;
    }

    // The text of an unexpected exception may hold anything, so it goes to the log alone.
    private static ApiFault mistake(Throwable failure) {
        LOG.error("A request failed by a mistake of ours.", failure);
        return Faults.of(
                ErrorCode.INTERNAL,
                "internal server error",
                "This is a mistake in Tain; its log says more. Please report it.");
    }
}
