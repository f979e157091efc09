package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Cluster;
import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.MappedTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes tables under names that nobody has, empty and for a moment, where the mapping has words in it that only the
 * server understands. So what it says against them is told before a mirror starts.
 */
final class TryOut {
    private static final Set<String> PLAIN =
            Set.of(MappedTable.CURRENT_VIEW, MappedTable.AS_OF_VIEW, MappedTable.NULLABLE_IF_NAMED, "partition_key");
    /** What the server says of a statement that it does not take; everything else is not about the mapping. */
    private static final Set<ErrorCode> ABOUT_THE_STATEMENT = Set.of(
            ErrorCode.CLICKHOUSE_UNCLASSIFIED,
            ErrorCode.CLICKHOUSE_STATEMENT_REFUSED,
            ErrorCode.CLICKHOUSE_DATA_REJECTED,
            ErrorCode.TABLE_SCHEMA_CHANGED);

    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

    private final Server server;
    private final Catalog catalog;

    TryOut(Server server, Catalog catalog) {
        this.server = server;
        this.catalog = catalog;
    }

    Optional<Problem> run(MappedTable table) {
        if (isPlain(table)) {
            return Optional.empty();
        }
        TableName name = table.destination().name();
        String unused = "_tain_check_" + Long.toUnsignedString(NUMBERS.incrementAndGet(), 36);
        TableName rows = new TableName(name.schema(), unused);
        TableName spread = new TableName(name.schema(), unused + "s");
        try {
            make(table, rows, spread);
            return Optional.empty();
        } catch (TainException e) {
            if (!ABOUT_THE_STATEMENT.contains(e.code())) {
                throw e;
            }
            return Optional.of(DestinationCheck.problem(
                    table,
                    ErrorCode.TABLE_UNFIT,
                    "table " + name + " cannot be created as it is mapped: " + e.sentence(),
                    "correct the mapping's types, partition_by_expr, sharding_key, policy_name or engine"));
        } finally {
            server.run("DROP TABLE IF EXISTS " + Identifiers.quote(spread), "dropping a table that was tried out");
            server.run("DROP TABLE IF EXISTS " + Identifiers.quote(rows), "dropping a table that was tried out");
        }
    }

    /** On this server alone, and without replicas. */
    private void make(MappedTable table, TableName rows, TableName spread) {
        Cluster cluster = server.cluster();
        server.run(
                new Design(table, catalog.types(table), new Cluster("", false)).create(Identifiers.quote(rows)),
                "trying the table out");
        if (cluster.isSpread()) {
            String engine = cluster.spreading(rows, Sorting.of(table).shardingKey(), table.option("policy_name"));
            server.run(
                    "CREATE TABLE " + Identifiers.quote(spread) + " AS " + Identifiers.quote(rows) + " ENGINE = "
                            + engine,
                    "trying the table out");
        }
    }

    private static boolean isPlain(MappedTable table) {
        boolean asksTypes = false;
        for (int i = 0; i < table.source().columns().size(); i++) {
            asksTypes |= !table.destination()
                    .columns()
                    .get(i)
                    .type()
                    .equals(table.source().columns().get(i).type());
        }
        return !asksTypes && PLAIN.containsAll(table.options().keySet());
    }
}
