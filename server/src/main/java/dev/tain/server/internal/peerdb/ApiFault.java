package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.peerdb.ErrorBody.Detail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure in the published words, ready to be answered. */
final class ApiFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final GrpcCode code;
    private final transient List<Detail> details;

    ApiFault(GrpcCode code, String message, List<Detail> details, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.details = List.copyOf(details);
    }

    GrpcCode code() {
        return code;
    }

    List<Detail> details() {
        return details;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    ApiFault prefixed(String prefix) {
        return new ApiFault(code, prefix + text(), details, this);
    }
}
