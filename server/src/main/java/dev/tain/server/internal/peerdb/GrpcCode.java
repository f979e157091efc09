package dev.tain.server.internal.peerdb;

import dev.tain.model.ErrorCode;
import dev.tain.model.ErrorKind;

/** The published codes of errors, with the HTTP status of each; and the one table from our codes to them. */
enum GrpcCode {
    INVALID_ARGUMENT(3, 400),
    NOT_FOUND(5, 404),
    ALREADY_EXISTS(6, 409),
    PERMISSION_DENIED(7, 403),
    RESOURCE_EXHAUSTED(8, 429),
    FAILED_PRECONDITION(9, 400),
    UNIMPLEMENTED(12, 501),
    INTERNAL(13, 500),
    UNAVAILABLE(14, 503),
    UNAUTHENTICATED(16, 401);

    private final int number;
    private final int httpStatus;

    GrpcCode(int number, int httpStatus) {
        this.number = number;
        this.httpStatus = httpStatus;
    }

    int number() {
        return number;
    }

    int httpStatus() {
        return httpStatus;
    }

    /**
     * What is not named here is about an outside system: the request was fine, the system is not in the state that it
     * needs. The published API answers 9 for that, also when the system cannot be reached.
     */
    static GrpcCode of(ErrorCode code) {
        return switch (code) {
            case REQUEST_MALFORMED, REQUEST_INVALID, MIRROR_STATE_ILLEGAL, TABLE_NOT_STOPPED -> INVALID_ARGUMENT;
            case REQUEST_UNSUPPORTED -> UNIMPLEMENTED;
            case REQUEST_UNAUTHENTICATED -> UNAUTHENTICATED;
            case REQUEST_LIMITED -> RESOURCE_EXHAUSTED;
            case PEER_UNKNOWN, MIRROR_UNKNOWN, VERIFICATION_UNKNOWN -> NOT_FOUND;
            case PEER_EXISTS, MIRROR_EXISTS -> ALREADY_EXISTS;
            case CHUNK_STALE, SNAPSHOT_LOST, LEASE_LOST, CATALOG_UNAVAILABLE, TABLE_SET_ASIDE, MAINTENANCE ->
                UNAVAILABLE;
            case CATALOG_KEY_WRONG, SETTINGS_INVALID -> INTERNAL;
            default -> code.kind() == ErrorKind.BUG ? INTERNAL : FAILED_PRECONDITION;
        };
    }
}
