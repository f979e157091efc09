package dev.tain.postgres.internal.snapshot;

import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkReader;
import dev.tain.model.ErrorCode;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Closing;
import dev.tain.postgres.internal.Connections;
import dev.tain.postgres.internal.CopyFeed;
import dev.tain.postgres.internal.Errors;
import dev.tain.postgres.internal.Identifiers;
import dev.tain.postgres.internal.WireConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * Reads one chunk in a read-only transaction of its own.
 *
 * <p>Before the first row it takes the table's lock, then looks whether the table still lies in the file that it was
 * divided in; from then on no rewrite can move its rows. In a shared snapshot it also looks whether it lay there when
 * the snapshot was taken: a table that was rewritten since may look empty to the snapshot though it is not, so the
 * snapshot is of no use for it.
 */
public final class PostgresChunkReader implements ChunkReader {
    /** What is true now, except for the last column, which is what the transaction's snapshot sees: null if nothing. */
    private static final String PART = """
            SELECT w.oid::regclass::text, coalesce(pg_catalog.pg_relation_filenode(w.oid), 0), c.relfilenode
              FROM (VALUES (?::oid)) AS w(oid) LEFT JOIN pg_catalog.pg_class c ON c.oid = w.oid
            """;

    private final PgConnection connection;
    private final String doing;
    private final CopyRows rows;
    private final boolean exact;
    private boolean finished;

    private PostgresChunkReader(PgConnection connection, boolean exact, String doing, CopyRows rows) {
        this.connection = connection;
        this.exact = exact;
        this.doing = doing;
        this.rows = rows;
    }

    /** See {@link dev.tain.connector.Source#read}. */
    public static PostgresChunkReader open(
            Connections connections, Chunk chunk, TableSchema carried, @Nullable String snapshot) {
        String doing = "reading table " + chunk.table();
        BlockRange range = BlockRange.parse(chunk.range());
        WireConnection wire = connections.openWire();
        PgConnection connection = wire.connection();
        try {
            begin(connection, snapshot);
            String part = lock(connection, range, carried, snapshot != null);
            String copy = "COPY (SELECT " + Columns.select(carried, "t") + " FROM ONLY " + part + " t"
                    + range.condition() + ") TO STDOUT (FORMAT binary)";
            return new PostgresChunkReader(
                    connection, snapshot != null, doing, new CopyRows(CopyFeed.start(wire, copy), carried));
        } catch (SQLException | RuntimeException e) {
            Closing.quietly(connection);
            throw Errors.translate(e, doing);
        }
    }

    private static void begin(Connection connection, @Nullable String snapshot) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            if (snapshot != null) {
                importSnapshot(statement, snapshot);
            }
        }
    }

    private static void importSnapshot(Statement statement, String snapshot) throws SQLException {
        try {
            statement.execute("SET TRANSACTION SNAPSHOT " + Identifiers.literal(snapshot));
        } catch (SQLException e) {
            if (Errors.state(e).startsWith("08") || Errors.state(e).startsWith("57")) {
                throw e;
            }
            throw snapshotLost("The snapshot " + snapshot + " is gone from the server", e);
        }
    }

    /** Locks the chunk's table against rewrites and returns its present name, quoted. */
    private static String lock(Connection connection, BlockRange range, TableSchema carried, boolean shared)
            throws SQLException {
        String name = part(connection, range, shared);
        // Reading the very columns needs no privilege that the copy does not need; LOCK TABLE would.
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT " + Columns.select(carried, "t") + " FROM ONLY " + name + " t LIMIT 0");
        }
        return part(connection, range, shared);
    }

    private static String part(Connection connection, BlockRange range, boolean shared) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PART)) {
            statement.setLong(1, range.relation());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getLong(2) != range.file()) {
                    throw new TainException(
                            ErrorCode.CHUNK_STALE,
                            "The table was rewritten since it was divided into chunks.",
                            "Nothing is needed: the table is divided again.");
                }
                if (shared && (row.getLong(3) != range.file() || row.wasNull())) {
                    throw snapshotLost("The table was made or rewritten since the snapshot was taken", null);
                }
                return row.getString(1);
            }
        }
    }

    private static TainException snapshotLost(String what, @Nullable Exception cause) {
        return new TainException(
                ErrorCode.SNAPSHOT_LOST,
                what + ".",
                "Nothing is needed: what is left is read as it is now, and the stream brings it up to date.",
                cause);
    }

    @Override
    public @Nullable RowBuffer next() {
        if (finished) {
            return null;
        }
        try {
            RowBuffer block = rows.next();
            finished = block == null;
            return block;
        } catch (SQLException | IOException e) {
            throw Errors.translate(e, doing);
        }
    }

    @Override
    public boolean isExact() {
        return exact;
    }

    /** In the middle of the copy the query is cancelled, so that the server does not go on until it notices. */
    @Override
    public void close() {
        if (!finished) {
            finished = true;
            cancel();
        }
        Closing.quietly(connection);
    }

    private void cancel() {
        try {
            connection.cancelQuery();
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            throw Errors.translate(e, "ending the read of a chunk");
        }
    }
}
