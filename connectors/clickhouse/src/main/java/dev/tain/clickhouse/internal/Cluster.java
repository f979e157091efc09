package dev.tain.clickhouse.internal;

import dev.tain.model.TableName;

/**
 * The servers that a peer's tables are made on.
 *
 * @param name of the cluster as its servers know it; empty for the one server that the peer names
 * @param replicated whether each shard has replicas that share their rows through a Keeper
 */
public record Cluster(String name, boolean replicated) {
    private static final String LOCAL = "_shard";

    public boolean isSpread() {
        return !name.isEmpty();
    }

    /** What stands behind a table's name in a statement that is meant for all servers. */
    public String on() {
        return isSpread() ? " ON CLUSTER " + Identifiers.quote(name) : "";
    }

    /** The table that holds the rows on each server. */
    public TableName local(TableName table) {
        return isSpread() ? new TableName(table.schema(), table.name() + LOCAL) : table;
    }

    /** The statement that makes the table through which the local ones are written and read as one. */
    public String spread(TableName table, String shardingKey, String policy) {
        TableName local = local(table);
        return "CREATE TABLE IF NOT EXISTS " + Identifiers.quote(table) + on() + " AS " + Identifiers.quote(local)
                + " ENGINE = " + spreading(local, shardingKey, policy);
    }

    /** A table engine of the MergeTree family, with replicas or without. */
    public String engine(TableName table, String engine, String arguments) {
        if (!replicated) {
            return engine + (arguments.isEmpty() ? "" : "(" + arguments + ")");
        }
        String path = "/clickhouse/tables/{uuid}/{shard}/{database}/" + table.name();
        return "Replicated" + engine + "(" + Identifiers.literal(path) + ", '{replica}'"
                + (arguments.isEmpty() ? "" : ", " + arguments) + ")";
    }

    /** The engine of a table through which local ones are written and read as one. */
    public String spreading(TableName local, String shardingKey, String policy) {
        return "Distributed(" + Identifiers.literal(name) + ", " + Identifiers.literal(local.schema()) + ", "
                + Identifiers.literal(local.name()) + ", " + shardingKey
                + (policy.isEmpty() ? "" : ", " + Identifiers.literal(policy)) + ")";
    }
}
