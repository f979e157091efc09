package dev.tain.server.internal.peerdb;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.server.internal.peerdb.ErrorBody.Detail;
import dev.tain.server.internal.peerdb.ErrorBody.ErrorInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Our errors in the published shape: the published message and reason where there is one, and ours beside it. */
final class Faults {
    static final String OUR_DOMAIN = "tain.dev";
    static final String PUBLISHED_DOMAIN = "peerdb.io";

    private Faults() {}

    static ApiFault of(ErrorCode code, String message, String remedy) {
        return of(new TainException(code, message, remedy));
    }

    static ApiFault of(TainException e) {
        Map<String, String> metadata = new TreeMap<>(e.context());
        metadata.put("remedy", e.remedy());
        ErrorInfo info = new ErrorInfo(e.code().name(), OUR_DOMAIN, metadata);
        return new ApiFault(GrpcCode.of(e.code()), e.sentence(), List.of(info), e);
    }

    /** The same failure, told as the published check of a peer tells it. */
    static ApiFault peerInvalid(ApiFault fault, String message) {
        List<Detail> details = new ArrayList<>(fault.details());
        details.add(new ErrorInfo("SOURCE_VALIDATION_FAILED", PUBLISHED_DOMAIN, Map.of()));
        return new ApiFault(GrpcCode.FAILED_PRECONDITION, message, details, fault);
    }

    /** The same error with another sentence. */
    static TainException reworded(TainException e, String message) {
        TainException copy = new TainException(e.code(), message, e.remedy(), e);
        for (var entry : e.context().entrySet()) {
            copy = copy.with(entry.getKey(), entry.getValue());
        }
        return copy;
    }
}
