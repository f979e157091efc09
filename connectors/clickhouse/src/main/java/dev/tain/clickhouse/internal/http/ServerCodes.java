package dev.tain.clickhouse.internal.http;

import dev.tain.model.ErrorCode;

/** The server's own numbers of errors, and what they are to a mirror. Numbers that are not here are unclassified. */
final class ServerCodes {
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_OF_GATEWAYS = 502;
    private static final int LAST_OF_GATEWAYS = 504;

    private ServerCodes() {}

    static ErrorCode of(int code) {
        return switch (code) {
            case 60, 218 -> ErrorCode.TABLE_MISSING; // unknown, just dropped
            case 10, 16, 47 -> ErrorCode.TABLE_SCHEMA_CHANGED; // no such column
            case 81 -> ErrorCode.CLICKHOUSE_DATABASE_MISSING;
            case 192, 193, 194, 195, 516, 720 -> // user, password, address, expired
                ErrorCode.CLICKHOUSE_AUTHENTICATION_FAILED;
            case 164, 291, 452, 497, 620 -> // read-only, database, setting, grant, kind of query
                ErrorCode.CLICKHOUSE_PRIVILEGE_MISSING;
            case 242, 774 -> ErrorCode.CLICKHOUSE_READ_ONLY; // the table: without its Keeper, or made so
            case 75, 76, 172, 204, 243 -> ErrorCode.CLICKHOUSE_OUT_OF_RESOURCES; // files and disk
            case 173, 241, 439 -> ErrorCode.CLICKHOUSE_OUT_OF_RESOURCES; // memory and threads
            case 201, 290, 724, 725 -> ErrorCode.CLICKHOUSE_OUT_OF_RESOURCES; // quota, limits
            case 53, 69, 70, 117, 128, 131, 349, 469 -> // types, sizes, NULL, constraint
                ErrorCode.CLICKHOUSE_DATA_REJECTED;
            case 36, 42, 43, 44, 46, 48, 50, 62, 63, 115, 248, 344, 359, 450, 565 ->
                ErrorCode.CLICKHOUSE_STATEMENT_REFUSED;
            case 202, 252, 364, 692, 745, 762 -> // queries, parts, requests, mutations, load, connections
                ErrorCode.CLICKHOUSE_BUSY;
            case 159, 160, 209, 210, 236, 341, 394, 473, 517, 735, 741 -> // late, ended, in each other's way
                ErrorCode.CLICKHOUSE_BUSY;
            case 198, 225, 254, 279, 285, 286, 319, 499, 500, 571, 999 -> // what the server itself depends on
                ErrorCode.CLICKHOUSE_BUSY;
            case 170, 392, 701 -> ErrorCode.CLICKHOUSE_CLUSTER_UNUSABLE; // no such cluster, not set up
            case 3, 32, 33, 40 -> ErrorCode.CLICKHOUSE_CONNECTION_LOST; // what we sent came in part
            default -> ErrorCode.CLICKHOUSE_UNCLASSIFIED;
        };
    }

    /** For an answer without a number, such as that of something between us and the server. */
    static ErrorCode ofStatus(int status) {
        if (status == UNAUTHORIZED) {
            return ErrorCode.CLICKHOUSE_AUTHENTICATION_FAILED;
        }
        if (status == TOO_MANY_REQUESTS) {
            return ErrorCode.CLICKHOUSE_BUSY;
        }
        return status >= FIRST_OF_GATEWAYS && status <= LAST_OF_GATEWAYS
                ? ErrorCode.CLICKHOUSE_UNREACHABLE
                : ErrorCode.CLICKHOUSE_UNCLASSIFIED;
    }

    /** What to do about an error of the server, as precisely as its number tells. */
    static String remedy(int code, ErrorCode known) {
        return switch (code) {
            case 241, 173 ->
                "Give the user or the server more memory (max_memory_usage, max_server_memory_usage), or"
                        + " make max_batch_size smaller; it is tried again.";
            case 243, 75, 172, 204 -> "Make room on the server's disk; it is tried again.";
            case 201 -> "Raise the user's quota, or wait until its interval is over; it is tried again.";
            case 202, 364, 762 ->
                "Allow the user and the server more queries at once (max_concurrent_queries); it is" + " tried again.";
            case 252 ->
                "Merges do not keep up: let them (SYSTEM START MERGES, faster disks), raise"
                        + " parts_to_throw_insert, or make idle_timeout_seconds longer; it is tried again.";
            case 774 ->
                "Make the table writable again (ALTER TABLE ... MODIFY SETTING table_readonly = 0); it is tried"
                        + " again.";
            case 164, 452 -> "Let the user write and change settings (readonly = 0 in its profile), then resume.";
            case 394, 735 -> "Nothing is needed: somebody ended the query, and it is tried again.";
            case 225, 999 -> "See that the server reaches its Keeper; it is tried again.";
            case 565 ->
                "Raise max_partitions_per_insert_block for the user, or partition the table more coarsely, then"
                        + " resume.";
            case 359 -> "Raise max_table_size_to_drop, then resume.";
            default -> Errors.remedy(known);
        };
    }
}
