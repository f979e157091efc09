package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How long a server is to be left alone between inserts. Each insert makes a part of the table that the server merges
 * later; from a limit on it slows inserts down, and beyond another it refuses them. Inserts come at most once a second;
 * less often when parts gather because merges don't keep up. Used by one thread.
 */
final class PartPressure {
    static final long REST_MILLIS = 1_000;
    static final long MOST_REST_MILLIS = 16_000;
    private static final long LOOK_NANOS = 5_000_000_000L;
    /** Below this part of the limit nothing is wrong; each tenth more doubles the rest. */
    private static final double EASE = 0.3;

    private static final double DOUBLING = 0.1;

    private final Server server;
    private long lookedAt = System.nanoTime() - LOOK_NANOS;
    private long rest = REST_MILLIS;

    PartPressure(Server server) {
        this.server = server;
    }

    /** @param tables those that are written to */
    long restMillis(Collection<TableName> tables) {
        if (!tables.isEmpty() && System.nanoTime() - lookedAt >= LOOK_NANOS) {
            rest = rest(loadIfShown(tables));
            lookedAt = System.nanoTime();
        }
        return rest;
    }

    static long rest(double load) {
        double doublings = Math.max(0, (load - EASE) / DOUBLING);
        return (long) Math.min(MOST_REST_MILLIS, REST_MILLIS * Math.pow(2, doublings));
    }

    /** A user who may not look at parts writes once a second; the server's own limits hold all the same. */
    private double loadIfShown(Collection<TableName> tables) {
        try {
            return load(tables);
        } catch (TainException e) {
            if (e.code() == ErrorCode.CLICKHOUSE_PRIVILEGE_MISSING) {
                return 0;
            }
            throw e;
        }
    }

    /** The fullest partition's parts, as a part of the number from which on the server slows inserts down. */
    private double load(Collection<TableName> tables) {
        String names = tables.stream()
                .map(name -> "(" + Identifiers.literal(name.schema()) + ", " + Identifiers.literal(name.name()) + ")")
                .collect(Collectors.joining(", "));
        List<List<String>> answer = server.query(
                "SELECT max(if(limit = 0, 0, parts / limit)) FROM"
                        + " (SELECT count() AS parts, any(toUInt64OrDefault("
                        + "extract(t.engine_full, 'parts_to_delay_insert = (\\\\d+)'), d.value)) AS limit"
                        + " FROM system.parts AS p"
                        + " JOIN system.tables AS t ON t.database = p.database AND t.name = p.table"
                        + " CROSS JOIN (SELECT toUInt64(value) AS value FROM system.merge_tree_settings"
                        + " WHERE name = 'parts_to_delay_insert') AS d"
                        + " WHERE p.active AND (p.database, p.table) IN (" + names + ")"
                        + " GROUP BY p.database, p.table, p.partition_id)",
                "counting parts");
        String load = answer.isEmpty() ? "" : answer.getFirst().getFirst();
        return load.isEmpty() || load.equals("\\N") || load.equals("nan") ? 0 : Double.parseDouble(load);
    }
}
