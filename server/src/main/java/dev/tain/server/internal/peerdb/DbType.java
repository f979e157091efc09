package dev.tain.server.internal.peerdb;

import dev.tain.server.internal.json.Numbered;

/** The published kinds of peers. */
enum DbType implements Numbered {
    BIGQUERY(0),
    SNOWFLAKE(1),
    MONGO(2),
    POSTGRES(3),
    S3(5),
    SQLSERVER(6),
    MYSQL(7),
    CLICKHOUSE(8),
    KAFKA(9),
    PUBSUB(10),
    EVENTHUBS(11),
    ELASTICSEARCH(12),
    COCKROACHDB(13),
    DBTYPE_UNKNOWN(-1);

    private final int number;

    DbType(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
