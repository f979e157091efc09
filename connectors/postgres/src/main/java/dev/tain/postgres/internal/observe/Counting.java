package dev.tain.postgres.internal.observe;

import dev.tain.connector.Observer.Counted;
import dev.tain.connector.Observer.RowCount;
import dev.tain.model.TableName;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts rows within limits: of a table's size, of the time for one, and of the time for all. */
final class Counting {
    private static final Logger LOG = LoggerFactory.getLogger(Counting.class);

    private static final long MOST_BYTES = 10L << 30;
    private static final long MOST_MILLIS = 30_000;

    /** The statement was cancelled for its time, or waited in vain for a lock. */
    private static final Set<String> TOO_LONG = Set.of("57014", "55P03");

    private static final Size UNKNOWN = new Size(0, RowCount.UNKNOWN);

    /** Inherited tables are counted with a table, partitions among them; so they count for its size and estimate. */
    private static final String SIZE = """
            WITH RECURSIVE part(oid) AS (
              SELECT c.oid FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               WHERE n.nspname = ? AND c.relname = ?
               UNION
              SELECT i.inhrelid FROM part p JOIN pg_catalog.pg_inherits i ON i.inhparent = p.oid
            )
            SELECT coalesce(sum(pg_catalog.pg_table_size(c.oid)), 0)::int8, sum(greatest(c.reltuples, 0))::int8,
                   count(*)
              FROM part p JOIN pg_catalog.pg_class c ON c.oid = p.oid
            """;

    private final Connection connection;
    private final long deadline;

    Counting(Connection connection, Duration limit) {
        this.connection = connection;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /** @param estimate -1 when there is no such table */
    private record Size(long bytes, long estimate) {}

    List<RowCount> count(List<Counted> tables) throws SQLException {
        List<RowCount> counts = new ArrayList<>();
        for (Counted table : tables) {
            counts.add(count(table));
        }
        return counts;
    }

    private RowCount count(Counted table) throws SQLException {
        Size size = UNKNOWN;
        try {
            size = size(table.name());
            long millis = Math.min(MOST_MILLIS, (deadline - System.nanoTime()) / 1_000_000);
            if (size.estimate() >= 0 && size.bytes() < MOST_BYTES && millis > 0) {
                return new RowCount(table.name(), exactly(table, millis), true);
            }
        } catch (SQLException e) {
            if (Errors.state(e).startsWith("08")) {
                throw e; // the connection is of no use any more
            }
            if (!TOO_LONG.contains(Errors.state(e))) {
                LOG.info("the rows of {} cannot be counted", table.name(), e);
                size = UNKNOWN;
            }
        }
        return new RowCount(table.name(), size.estimate(), false);
    }

    private Size size(TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SIZE)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new Size(row.getLong(1), row.getLong(3) == 0 ? -1 : row.getLong(2));
            }
        }
    }

    private long exactly(Counted table, long millis) throws SQLException {
        String living = table.deletedColumn().isEmpty()
                ? ""
                : " WHERE " + Identifiers.quote(table.deletedColumn()) + " IS NOT TRUE";
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = " + millis);
            try (ResultSet row =
                    statement.executeQuery("SELECT count(*) FROM " + Identifiers.quote(table.name()) + living)) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
