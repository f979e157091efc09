package dev.tain.postgres.internal.apply;

import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkReader;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.MappedTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import dev.tain.postgres.internal.Identifiers;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes chunks straight into the table. When a row is there already, the chunk fails and is to be read again; from
 * then on the table's chunks go through a staging table, from which rows that exist are updated and the others
 * inserted. Two writers that insert the same row at the same time, which has moved from one chunk to the other, meet
 * there once more: the later one reads its chunk again and finds the row.
 *
 * <p>After an error the connection is given up, and the next chunk opens another one.
 */
final class PostgresChunkWriter implements ChunkWriter {
    private static final String SAVEPOINT = "tain_chunk";
    /** How often other writers may get between with the same values. */
    private static final int MOST_MEETINGS = 5;

    private final Supplier<Session> sessions;
    private final Bookkeeping bookkeeping;
    private final long epoch;
    private final Set<TableName> overwritten;
    private final Map<String, Integer> met = new HashMap<>();
    private final Object lock = new Object();
    private boolean direct;
    private @Nullable Session session;
    private @Nullable Tables tables;
    private boolean closed;

    /** @param overwritten destination tables that are known to have rows of their chunks already; shared by writers */
    PostgresChunkWriter(Supplier<Session> sessions, Bookkeeping bookkeeping, long epoch, Set<TableName> overwritten) {
        this.sessions = sessions;
        this.bookkeeping = bookkeeping;
        this.epoch = epoch;
        this.overwritten = overwritten;
    }

    @Override
    public long write(MappedTable table, Chunk chunk, ChunkReader rows) {
        Session open = session();
        direct = false;
        try {
            return write(open, table, chunk, rows);
        } catch (SQLException e) {
            giveUp(open);
            throw translate(e, table, chunk);
        } catch (RuntimeException e) {
            giveUp(open);
            throw e;
        }
    }

    private long write(Session open, MappedTable table, Chunk chunk, ChunkReader rows) throws SQLException {
        open.begin();
        List<List<String>> mark = open.query("SELECT rows FROM " + bookkeeping.chunks() + " WHERE "
                + bookkeeping.of(chunk.table()) + " AND chunk = " + Identifiers.literal(chunk.id()));
        if (!mark.isEmpty()) {
            open.rollback();
            return Long.parseLong(mark.getFirst().getFirst());
        }
        TableWriter writer = tables(open).writer(table);
        long written = copy(open, writer, rows);
        open.commit(
                "INSERT INTO " + bookkeeping.chunks() + " (mirror, source_schema, source_table, chunk, rows) VALUES ("
                        + bookkeeping.values(chunk.table()) + ", "
                        + Identifiers.literal(chunk.id()) + ", " + written + ")",
                bookkeeping.check(epoch));
        return written;
    }

    private long copy(Session open, TableWriter writer, ChunkReader rows) throws SQLException {
        direct = writer.layout().direct()
                && !overwritten.contains(writer.layout().destination());
        if (!direct) {
            writer.staging().ensureCreated();
        }
        long copied;
        try (CopyStream copy = direct
                ? CopyStream.open(open, writer.sql().copyDirect())
                : writer.staging().copy(writer.staging().copyImages())) {
            for (RowBuffer block = rows.next(); block != null; block = rows.next()) {
                TableWriter.addAll(copy, block);
            }
            copied = copy.finish();
        }
        if (!direct) {
            writer.staging().added(copied);
            writeStaged(open, writer, copied);
            writer.clear();
        }
        return copied;
    }

    private void writeStaged(Session open, TableWriter writer, long staged) throws SQLException {
        if (!writer.layout().hasKey()) {
            open.run(writer.sql().insertAll(Staging.WRITE));
        } else if (writer.layout().onlyKeyIsUnique()) {
            writer.upsert(staged);
        } else {
            open.run("SAVEPOINT " + SAVEPOINT);
            try {
                writer.upsert(staged);
                open.defer("RELEASE " + SAVEPOINT);
            } catch (SQLException e) {
                if (!Session.isConflict(e)) {
                    throw e;
                }
                open.run("ROLLBACK TO " + SAVEPOINT);
                new ChunkConflicts(open, writer, bookkeeping).write();
            }
        }
    }

    private TainException translate(SQLException e, MappedTable table, Chunk chunk) {
        TableName destination = table.destination().name();
        if (Session.isConflict(e) && mayPass(destination, chunk)) {
            return new TainException(
                            ErrorCode.POSTGRES_CONFLICT,
                            "The table " + destination + " has rows of the chunk already.",
                            "Nothing is needed: the chunk is read again and overwrites them.",
                            e)
                    .with("table", table.name());
        }
        return Bookkeeping.translate(e, epoch, "writing a chunk of " + destination)
                .with("table", table.name());
    }

    /** Whether it can go better when the chunk is read again; through staging that is tried a few times. */
    private boolean mayPass(TableName destination, Chunk chunk) {
        if (direct) {
            overwritten.add(destination); // other writers may have met the same and said so already
            return true;
        }
        return met.merge(chunk.table() + "/" + chunk.id(), 1, Integer::sum) <= MOST_MEETINGS;
    }

    private Session session() {
        synchronized (lock) {
            if (closed) {
                throw new TainException(
                        ErrorCode.POSTGRES_CONNECTION_LOST, "The writer of chunks is closed.", "Open another one.");
            }
            if (session == null) {
                session = sessions.get();
            }
            return session;
        }
    }

    private Tables tables(Session open) {
        Tables known = tables;
        if (known == null) {
            known = new Tables(open);
            tables = known;
        }
        return known;
    }

    private void giveUp(Session open) {
        synchronized (lock) {
            session = null;
            tables = null;
        }
        open.close();
    }

    @Override
    public void close() {
        Session open;
        synchronized (lock) {
            closed = true;
            open = session;
            session = null;
        }
        if (open != null) {
            open.close();
        }
    }
}
