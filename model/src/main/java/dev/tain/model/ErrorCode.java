package dev.tain.model;

/** Every error that Tain reports, by its stable name. The names are part of the API: never rename one. */
public enum ErrorCode {
    // requests
    REQUEST_MALFORMED(ErrorKind.USER),
    REQUEST_INVALID(ErrorKind.USER),
    REQUEST_UNSUPPORTED(ErrorKind.USER),
    REQUEST_UNAUTHENTICATED(ErrorKind.USER),
    REQUEST_LIMITED(ErrorKind.TRANSIENT),
    PEER_UNKNOWN(ErrorKind.USER),
    PEER_EXISTS(ErrorKind.USER),
    PEER_IN_USE(ErrorKind.USER),
    PEER_INVALID(ErrorKind.USER),
    MIRROR_UNKNOWN(ErrorKind.USER),
    MIRROR_EXISTS(ErrorKind.USER),
    MIRROR_INVALID(ErrorKind.USER),
    MIRROR_STATE_ILLEGAL(ErrorKind.USER),
    ADDITION_NOT_CANCELLABLE(ErrorKind.USER),
    MAINTENANCE(ErrorKind.USER),
    TABLE_MISSING(ErrorKind.USER),
    TABLE_WITHOUT_KEY(ErrorKind.USER),
    TABLE_UNFIT(ErrorKind.USER),
    TABLE_NOT_EMPTY(ErrorKind.USER),
    TABLE_SCHEMA_CHANGED(ErrorKind.USER),
    SCHEMA_MISSING(ErrorKind.USER),
    TYPE_MISSING(ErrorKind.USER),
    TYPE_UNFIT(ErrorKind.USER),
    CHUNK_STALE(ErrorKind.TRANSIENT),
    SNAPSHOT_LOST(ErrorKind.TRANSIENT),
    // verification
    VERIFICATION_UNKNOWN(ErrorKind.USER),
    VERIFICATION_FENCE_MISSED(ErrorKind.TRANSIENT),
    VERIFICATION_INTERRUPTED(ErrorKind.TRANSIENT),
    REPAIR_FAILED(ErrorKind.TRANSIENT),
    // tables that stop
    TABLE_SET_ASIDE(ErrorKind.TRANSIENT),
    TABLE_NOT_STOPPED(ErrorKind.USER),
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
    // ClickHouse
    CLICKHOUSE_UNREACHABLE(ErrorKind.TRANSIENT),
    CLICKHOUSE_CONNECTION_LOST(ErrorKind.TRANSIENT),
    CLICKHOUSE_BUSY(ErrorKind.RESOURCE),
    CLICKHOUSE_OUT_OF_RESOURCES(ErrorKind.RESOURCE),
    CLICKHOUSE_READ_ONLY(ErrorKind.RESOURCE),
    CLICKHOUSE_AUTHENTICATION_FAILED(ErrorKind.USER),
    CLICKHOUSE_TLS_FAILED(ErrorKind.USER),
    CLICKHOUSE_DATABASE_MISSING(ErrorKind.USER),
    CLICKHOUSE_PRIVILEGE_MISSING(ErrorKind.USER),
    CLICKHOUSE_VERSION_UNSUPPORTED(ErrorKind.USER),
    CLICKHOUSE_PORT_WRONG(ErrorKind.USER),
    CLICKHOUSE_CLUSTER_UNUSABLE(ErrorKind.USER),
    CLICKHOUSE_DATA_REJECTED(ErrorKind.USER),
    CLICKHOUSE_STATEMENT_REFUSED(ErrorKind.USER),
    CLICKHOUSE_UNCLASSIFIED(ErrorKind.TRANSIENT),
    // Kafka, and links between its clusters
    KAFKA_LIBRARY_UNFIT(ErrorKind.BUG),
    KAFKA_DIRECTORY_IN_USE(ErrorKind.USER),
    KAFKA_BROKER_FAILED(ErrorKind.USER),
    KAFKA_UNAVAILABLE(ErrorKind.TRANSIENT),
    KAFKA_REFUSED(ErrorKind.USER),
    KAFKA_FORBIDDEN(ErrorKind.USER),
    KAFKA_UNSUPPORTED(ErrorKind.USER),
    KAFKA_THROTTLED(ErrorKind.TRANSIENT),
    LINK_NOT_HERE(ErrorKind.TRANSIENT),
    LINK_UNKNOWN(ErrorKind.USER),
    LINK_OPERATION_UNKNOWN(ErrorKind.USER),
    LINK_EXISTS(ErrorKind.USER),
    LINK_INVALID(ErrorKind.USER),
    LINK_IN_USE(ErrorKind.USER),
    LINK_CONFIG_UNKNOWN(ErrorKind.USER),
    LINK_CONFIG_INVALID(ErrorKind.USER),
    LINK_SOURCE_UNREACHABLE(ErrorKind.TRANSIENT),
    LINK_SOURCE_UNAUTHENTICATED(ErrorKind.USER),
    LINK_SOURCE_UNAUTHORIZED(ErrorKind.USER),
    SOURCE_TOPIC_UNKNOWN(ErrorKind.USER),
    MIRROR_TOPIC_UNKNOWN(ErrorKind.USER),
    MIRROR_TOPIC_EXISTS(ErrorKind.USER),
    MIRROR_TOPIC_INVALID(ErrorKind.USER),
    MIRROR_TOPIC_DIFFERS(ErrorKind.USER),
    TOPIC_UNKNOWN(ErrorKind.USER),
    TOPIC_EXISTS(ErrorKind.USER),
    TOPIC_INVALID(ErrorKind.USER),
    TOPIC_FORBIDDEN(ErrorKind.USER),
    TOPIC_CONFIG_UNKNOWN(ErrorKind.USER),
    PARTITION_UNKNOWN(ErrorKind.USER),
    BROKER_UNKNOWN(ErrorKind.USER),
    BROKER_CONFIG_UNKNOWN(ErrorKind.USER),
    GROUP_UNKNOWN(ErrorKind.USER),
    CONSUMER_UNKNOWN(ErrorKind.USER),
    // ourselves
    INTERNAL(ErrorKind.BUG);

    private final ErrorKind kind;

    ErrorCode(ErrorKind kind) {
        this.kind = kind;
    }

    public ErrorKind kind() {
        return kind;
    }

    /**
     * Whether, when a table is written, it is about that table alone: its rows, its columns, its constraints, what may
     * be done with it. All others can go on without it.
     */
    public boolean isOfTable() {
        return switch (this) {
            case TABLE_MISSING,
                    TABLE_WITHOUT_KEY,
                    TABLE_UNFIT,
                    TABLE_SCHEMA_CHANGED,
                    SCHEMA_MISSING,
                    TYPE_MISSING,
                    TYPE_UNFIT,
                    POSTGRES_PRIVILEGE_MISSING,
                    POSTGRES_DATA_REJECTED,
                    CLICKHOUSE_PRIVILEGE_MISSING,
                    CLICKHOUSE_DATA_REJECTED,
                    CLICKHOUSE_STATEMENT_REFUSED -> true;
            default -> false;
        };
    }

    /** Whether it is about values, so that leaving one change out may help. */
    public boolean isOfRow() {
        return this == POSTGRES_DATA_REJECTED || this == CLICKHOUSE_DATA_REJECTED;
    }
}
