package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Cluster;
import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.model.TableName;

/**
 * The tables of the bookkeeping, and the view of them that is meant for others. On a cluster all rows of a mirror are
 * on one shard, so that what is inserted together is seen together.
 */
final class BookTables {
    private static final String KEY = "mirror String, incarnation UUID, ";
    private static final String TABLE = "source_schema String, source_table String, ";
    private static final String DURABLE = " SETTINGS fsync_after_insert = 1, fsync_part_directory = 1";

    private final Server server;
    private final Cluster cluster;

    BookTables(Server server) {
        this.server = server;
        this.cluster = server.cluster();
    }

    TableName mirrors() {
        return named("_tain_mirrors");
    }

    TableName chunks() {
        return named("_tain_chunks");
    }

    TableName held() {
        return named("_tain_held_changes");
    }

    TableName readPoints() {
        return named("_tain_read_points");
    }

    private TableName named(String name) {
        return new TableName(server.database(), name);
    }

    /** The table that a statement names which the spreading one does not take, and where it is. */
    String rows(TableName table) {
        return Identifiers.quote(cluster.local(table)) + cluster.on();
    }

    /** Makes what is not there. */
    void prepare() {
        prepare(
                mirrors(),
                KEY + "kind LowCardinality(String), epoch UInt64, place UInt64, position String,"
                        + " at DateTime64(6) DEFAULT now64(6), committed_at Nullable(DateTime64(6, 'UTC')), " + TABLE
                        + "destination_database String, destination_table String, complete_from UInt64",
                "ReplacingMergeTree",
                "place",
                "mirror, incarnation, kind, source_schema, source_table, epoch");
        prepare(
                chunks(),
                KEY + TABLE + "chunk String, rows UInt64, at DateTime64(6) DEFAULT now64(6), version UInt64,"
                        + " done UInt8 DEFAULT 1, key Array(String)",
                "MergeTree",
                "",
                "mirror, incarnation, source_schema, source_table, chunk");
        prepare(
                held(),
                KEY + TABLE + "id UInt64, emptied_before UInt64, payload String, until UInt64",
                "MergeTree",
                "",
                "mirror, incarnation, source_schema, source_table, id");
        new ViewMaker(server).make(readPoints(), readPointsQuery());
    }

    private void prepare(TableName table, String columns, String engine, String arguments, String order) {
        server.run(
                "CREATE TABLE IF NOT EXISTS " + rows(table) + " (" + columns + ") ENGINE = "
                        + cluster.engine(table, engine, arguments) + " ORDER BY (" + order + ")" + DURABLE,
                "making the bookkeeping");
        if (cluster.isSpread()) {
            server.run(cluster.spread(table, "cityHash64(mirror)", ""), "making the bookkeeping");
        }
    }

    /**
     * A row for each table of each mirror. One pass over the rows, so that position and tables are of one moment. Of
     * mirrors of one name that were made at the same moment the first counts.
     */
    private String readPointsQuery() {
        String moves = "kind IN ('begin', 'position')";
        return "SELECT mirror, t.1 AS source_schema, t.2 AS source_table, t.3 AS destination_database,"
                + " t.4 AS destination_table, lsn, version, committed_at, t.5 <= version AS complete,"
                + " if(t.5 = 18446744073709551615, NULL, t.5) AS complete_from, applied_at FROM ("
                + "SELECT mirror, incarnation, minIf(at, kind = 'made') AS made_at,"
                + " argMaxIf(position, place, " + moves + ") AS lsn, maxIf(place, " + moves + ") AS version,"
                + " argMaxIf(tuple(committed_at), place, kind = 'position').1 AS committed_at,"
                + " maxIf(at, kind = 'position') AS applied_at,"
                + " groupArrayIf((source_schema, source_table, destination_database, destination_table,"
                + " complete_from), kind = 'table') AS tables"
                + " FROM " + Identifiers.quote(mirrors()) + " FINAL GROUP BY mirror, incarnation"
                + " HAVING countIf(kind = 'made') > 0 ORDER BY made_at, incarnation LIMIT 1 BY mirror)"
                + " ARRAY JOIN tables AS t";
    }
}
