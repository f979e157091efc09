package dev.tain.model;

/** Every error that Tain reports, by its stable name. The names are part of the API: never rename one. */
public enum ErrorCode {
    // requests
    REQUEST_MALFORMED(ErrorKind.USER),
    REQUEST_INVALID(ErrorKind.USER),
    REQUEST_UNSUPPORTED(ErrorKind.USER),
    REQUEST_UNAUTHENTICATED(ErrorKind.USER),
    PEER_UNKNOWN(ErrorKind.USER),
    PEER_EXISTS(ErrorKind.USER),
    PEER_IN_USE(ErrorKind.USER),
    PEER_INVALID(ErrorKind.USER),
    MIRROR_UNKNOWN(ErrorKind.USER),
    MIRROR_EXISTS(ErrorKind.USER),
    MIRROR_INVALID(ErrorKind.USER),
    MIRROR_STATE_ILLEGAL(ErrorKind.USER),
    TABLE_MISSING(ErrorKind.USER),
    TABLE_WITHOUT_KEY(ErrorKind.USER),
    TABLE_UNFIT(ErrorKind.USER),
    TABLE_NOT_EMPTY(ErrorKind.USER),
    TABLE_SCHEMA_CHANGED(ErrorKind.USER),
    SCHEMA_MISSING(ErrorKind.USER),
    CHUNK_STALE(ErrorKind.TRANSIENT),
    SNAPSHOT_LOST(ErrorKind.TRANSIENT),
    // ownership and state
    LEASE_LOST(ErrorKind.TRANSIENT),
    CATALOG_UNAVAILABLE(ErrorKind.TRANSIENT),
    CATALOG_FULL(ErrorKind.RESOURCE),
    CATALOG_IN_USE(ErrorKind.USER),
    CATALOG_TOO_NEW(ErrorKind.USER),
    CATALOG_KEY_WRONG(ErrorKind.USER),
    SETTINGS_INVALID(ErrorKind.USER),
    // PostgreSQL
    POSTGRES_UNREACHABLE(ErrorKind.TRANSIENT),
    POSTGRES_CONNECTION_LOST(ErrorKind.TRANSIENT),
    POSTGRES_RESTARTING(ErrorKind.TRANSIENT),
    POSTGRES_CONFLICT(ErrorKind.TRANSIENT),
    POSTGRES_SLOT_BUSY(ErrorKind.TRANSIENT),
    POSTGRES_TOO_MANY_CONNECTIONS(ErrorKind.RESOURCE),
    POSTGRES_OUT_OF_RESOURCES(ErrorKind.RESOURCE),
    POSTGRES_AUTHENTICATION_FAILED(ErrorKind.USER),
    POSTGRES_TLS_FAILED(ErrorKind.USER),
    POSTGRES_DATABASE_MISSING(ErrorKind.USER),
    POSTGRES_PRIVILEGE_MISSING(ErrorKind.USER),
    POSTGRES_VERSION_UNSUPPORTED(ErrorKind.USER),
    POSTGRES_WAL_LEVEL(ErrorKind.USER),
    POSTGRES_SLOTS_EXHAUSTED(ErrorKind.USER),
    POSTGRES_SLOT_MISSING(ErrorKind.USER),
    POSTGRES_SLOT_TAKEN(ErrorKind.USER),
    POSTGRES_SLOT_LOST(ErrorKind.USER),
    POSTGRES_PUBLICATION_MISSING(ErrorKind.USER),
    POSTGRES_PUBLICATION_TAKEN(ErrorKind.USER),
    POSTGRES_PUBLICATION_INCOMPLETE(ErrorKind.USER),
    POSTGRES_DATA_REJECTED(ErrorKind.USER),
    POSTGRES_PROTOCOL(ErrorKind.BUG),
    POSTGRES_UNCLASSIFIED(ErrorKind.TRANSIENT),
    // ourselves
    INTERNAL(ErrorKind.BUG);

    private final ErrorKind kind;

    ErrorCode(ErrorKind kind) {
        this.kind = kind;
    }

    public ErrorKind kind() {
        return kind;
    }
}
