package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.JsonName;
import java.util.List;
import java.util.Map;

/** The published shape of every error. */
record ErrorBody(int code, String message, List<Detail> details) {

    /** One entry of the details, told apart by its type. */
    sealed interface Detail permits ErrorInfo, PreconditionFailure {}

    record ErrorInfo(@JsonName("@type") String type, String reason, String domain, Map<String, String> metadata)
            implements Detail {
        ErrorInfo(String reason, String domain, Map<String, String> metadata) {
            this("type.googleapis.com/google.rpc.ErrorInfo", reason, domain, metadata);
        }
    }

    record PreconditionFailure(@JsonName("@type") String type, List<Violation> violations) implements Detail {
        PreconditionFailure(List<Violation> violations) {
            this("type.googleapis.com/google.rpc.PreconditionFailure", violations);
        }
    }

    record Violation(String type, String subject, String description) {}
}
