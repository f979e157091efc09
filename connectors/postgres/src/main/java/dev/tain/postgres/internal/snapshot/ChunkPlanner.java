package dev.tain.postgres.internal.snapshot;

import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkSize;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Divides a table into ranges of blocks, each partition on its own. The last range of each is open, for rows that are
 * added behind it. How many rows a block has is taken from the server's statistics, or counted in the first blocks
 * where there are none. A table of which our user may read only some columns is one chunk: naming a row's place takes a
 * privilege on the whole table.
 */
public final class ChunkPlanner {
    private static final int SAMPLED_BLOCKS = 64;

    /** Tables of a partition tree that hold rows: one line for an ordinary table. */
    private static final String PARTS = """
            SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_relation_filenode(c.oid),
                   pg_catalog.pg_relation_size(c.oid) / current_setting('block_size')::int AS blocks,
                   CASE WHEN c.relpages > 0 AND c.reltuples > 0 THEN c.reltuples / c.relpages ELSE 0 END AS density,
                   has_table_privilege(c.oid, 'SELECT') AS divisible
              FROM pg_catalog.pg_class root
              JOIN pg_catalog.pg_namespace rn ON rn.oid = root.relnamespace
              LEFT JOIN LATERAL pg_catalog.pg_partition_tree(root.oid) t ON root.relkind = 'p' AND t.isleaf
              JOIN pg_catalog.pg_class c ON c.oid = coalesce(t.relid, root.oid)
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE rn.nspname = ? AND root.relname = ? AND root.relkind IN ('r', 'p')
             ORDER BY c.oid
            """;

    private ChunkPlanner() {}

    private record Part(long oid, TableName name, long file, long blocks, double density, boolean divisible) {}

    /** At least one chunk, also for an empty table. */
    public static List<Chunk> plan(Connection connection, TableName table, ChunkSize size) {
        List<Chunk> chunks = new ArrayList<>();
        try {
            List<Part> parts = parts(connection, table);
            if (parts.isEmpty()) {
                throw new TainException(
                        ErrorCode.TABLE_MISSING,
                        "The table " + table + " does not exist.",
                        "Create the table, or take it out of the mirror.");
            }
            for (Part part : parts) {
                boolean last = part.equals(parts.getLast());
                ChunkSize here = last ? size : ChunkSize.alike(size.rows()); // only all of it has an end to reach
                divide(table, part, density(connection, part), here, chunks);
            }
        } catch (SQLException e) {
            throw Errors.translate(e, "dividing table " + table + " into chunks");
        }
        return chunks;
    }

    private static void divide(TableName table, Part part, double density, ChunkSize size, List<Chunk> into) {
        long first = 0;
        do {
            long next = first + blocks(part, density, size.next(Math.round((part.blocks() - first) * density)));
            boolean last = next >= part.blocks();
            BlockRange range = new BlockRange(part.oid(), part.file(), first, last ? null : next);
            long blocks = Math.max(0, Math.min(next, part.blocks()) - first);
            into.add(new Chunk(table, range.id(), range.text(), Math.round(blocks * density)));
            first = next;
        } while (first < part.blocks());
    }

    /** How many blocks hold so many rows. */
    private static long blocks(Part part, double density, long rows) {
        return part.divisible()
                ? Math.clamp((long) Math.ceil(rows / density), 1, Integer.MAX_VALUE)
                : Integer.MAX_VALUE;
    }

    /** Rows in a block, more than 0. */
    private static double density(Connection connection, Part part) throws SQLException {
        if (part.density() > 0 || part.blocks() == 0 || !part.divisible()) {
            return Math.max(part.density(), 1);
        }
        long sampled = Math.min(part.blocks(), SAMPLED_BLOCKS);
        String count = "SELECT count(*) FROM ONLY " + Identifiers.quote(part.name())
                + new BlockRange(part.oid(), part.file(), 0, sampled).condition();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(count)) {
            row.next();
            return Math.max((double) row.getLong(1) / sampled, 1);
        }
    }

    private static List<Part> parts(Connection connection, TableName table) throws SQLException {
        List<Part> parts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(PARTS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    parts.add(new Part(
                            row.getLong(1),
                            new TableName(row.getString(2), row.getString(3)),
                            row.getLong(4),
                            row.getLong(5),
                            row.getDouble(6),
                            row.getBoolean(7)));
                }
            }
        }
        return parts;
    }
}
