package dev.tain.server.internal.kafka;

import dev.tain.model.ErrorCode;

/** The published statuses of errors with their error codes; and the one table from our codes to them. */
enum PublishedError {
    BAD_REQUEST(400, 400),
    REFUSED_BY_KAFKA(400, 40002),
    UNSUPPORTED_BY_KAFKA(400, 40035),
    NOT_AUTHORIZED_AT_SOURCE(401, 401),
    UNAUTHENTICATED(401, 40101),
    FORBIDDEN(403, 403),
    FORBIDDEN_BY_KAFKA(403, 40301),
    NOT_FOUND(404, 404),
    PARTITION_NOT_FOUND(404, 40402),
    TOPIC_NOT_FOUND(404, 40403),
    VERB_WRONG(405, 405),
    NOT_ACCEPTABLE(406, 406),
    TOO_LARGE(413, 413),
    TYPE_WRONG(415, 415),
    LIMITED(429, 42901),
    INTERNAL(500, 500),
    KAFKA_FAILED(500, 50002),
    RETRIABLE(500, 50003),
    NOT_HERE(501, 501),
    UNAVAILABLE(503, 50302);

    private final int status;
    private final int errorCode;

    PublishedError(int status, int errorCode) {
        this.status = status;
        this.errorCode = errorCode;
    }

    /** Of HTTP. */
    int status() {
        return status;
    }

    /** Of the body. */
    int errorCode() {
        return errorCode;
    }

    /** What is not named here comes from elsewhere in Tain; whether another try may help follows from its kind. */
    static PublishedError of(ErrorCode code) {
        return switch (code) {
            case REQUEST_MALFORMED, REQUEST_INVALID, LINK_EXISTS, LINK_INVALID, LINK_CONFIG_UNKNOWN -> BAD_REQUEST;
            case LINK_CONFIG_INVALID,
                    MIRROR_TOPIC_EXISTS,
                    MIRROR_TOPIC_INVALID,
                    TOPIC_EXISTS,
                    TOPIC_INVALID,
                    KAFKA_REFUSED -> REFUSED_BY_KAFKA;
            case KAFKA_UNSUPPORTED -> UNSUPPORTED_BY_KAFKA;
            case LINK_SOURCE_UNAUTHENTICATED, LINK_SOURCE_UNAUTHORIZED -> NOT_AUTHORIZED_AT_SOURCE;
            case REQUEST_UNAUTHENTICATED -> UNAUTHENTICATED;
            case LINK_IN_USE -> FORBIDDEN;
            case TOPIC_FORBIDDEN, KAFKA_FORBIDDEN -> FORBIDDEN_BY_KAFKA;
            case LINK_UNKNOWN,
                    LINK_OPERATION_UNKNOWN,
                    MIRROR_TOPIC_UNKNOWN,
                    TOPIC_CONFIG_UNKNOWN,
                    BROKER_UNKNOWN,
                    BROKER_CONFIG_UNKNOWN,
                    GROUP_UNKNOWN,
                    CONSUMER_UNKNOWN -> NOT_FOUND;
            case PARTITION_UNKNOWN -> PARTITION_NOT_FOUND;
            case REQUEST_LIMITED, KAFKA_THROTTLED -> LIMITED;
            case SOURCE_TOPIC_UNKNOWN, TOPIC_UNKNOWN -> TOPIC_NOT_FOUND;
            case REQUEST_UNSUPPORTED -> NOT_HERE;
            case LINK_NOT_HERE, KAFKA_UNAVAILABLE, LINK_SOURCE_UNREACHABLE -> UNAVAILABLE;
            case SETTINGS_INVALID, CATALOG_KEY_WRONG -> INTERNAL;
            default ->
                switch (code.kind()) {
                    case USER -> BAD_REQUEST;
                    case TRANSIENT -> RETRIABLE;
                    case RESOURCE -> KAFKA_FAILED;
                    case BUG -> INTERNAL;
                };
        };
    }
}
