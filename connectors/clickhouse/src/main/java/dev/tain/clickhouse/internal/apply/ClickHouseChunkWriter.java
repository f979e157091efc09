package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.block.Pieces;
import dev.tain.clickhouse.internal.http.InsertStream;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkReader;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.MappedTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.RowBuffer;
import dev.tain.model.TainException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes each chunk in one insert that goes on while it is read, and then the mark that it is written. Its rows have
 * a version that every change of the stream is later than. A chunk that fails may leave rows of it that the server
 * had written already; writing it again overwrites them, or they are taken back first where rows are not overwritten.
 */
final class ClickHouseChunkWriter implements ChunkWriter {
    private static final int BLOCK_BYTES = 4 << 20;

    private final Server server;
    private final Bookkeeping bookkeeping;
    private final long epoch;
    private final Catalog catalog;
    private final Object numbers;
    private volatile boolean closed;

    /** @param numbers held while an attempt gets its number, by all writers of the mirror */
    ClickHouseChunkWriter(Server server, Bookkeeping bookkeeping, long epoch, Object numbers) {
        this.server = server;
        this.bookkeeping = bookkeeping;
        this.epoch = epoch;
        this.numbers = numbers;
        this.catalog = new Catalog(server);
    }

    @Override
    public long write(MappedTable table, Chunk chunk, ChunkReader rows) {
        requireOpen();
        Bookkeeping.State state = bookkeeping.require(epoch);
        String which = bookkeeping.of(state, chunk.table()) + " AND chunk = " + Identifiers.literal(chunk.id());
        List<List<String>> mark = server.query(
                "SELECT rows FROM " + bookkeeping.chunks() + " WHERE " + which + " AND done = 1 LIMIT 1",
                "looking for a chunk");
        if (!mark.isEmpty()) {
            return Long.parseLong(mark.getFirst().getFirst());
        }
        Layout layout = layout(table);
        long version = Undoing.concerns(layout.stored())
                ? attempt(layout, chunk, which, rows.isExact())
                : state.copiedVersion();
        long written = copy(layout, Mark.of(false, version), rows);
        bookkeeping.require(state, epoch);
        note(state, chunk, written, "0, 1, []");
        return written;
    }

    /** @param versionDoneKey values of the columns of those names */
    private void note(Bookkeeping.State state, Chunk chunk, long rows, String versionDoneKey) {
        server.run(
                "INSERT INTO " + bookkeeping.chunks()
                        + " (mirror, incarnation, source_schema, source_table, chunk, rows, version, done, key) SELECT "
                        + bookkeeping.values(state, chunk.table()) + ", " + Identifiers.literal(chunk.id()) + ", "
                        + rows + ", " + versionDoneKey,
                "marking a chunk");
    }

    /**
     * Takes back what earlier attempts left of the chunk, and numbers this one: its rows have a version of their own,
     * below that of every change, so that they can be told from all others.
     *
     * @param exact whether the stream brings nothing that is in the rows; otherwise it is noted by which columns what
     *     it brings is found, see {@link Overlaps}
     */
    private long attempt(Layout layout, Chunk chunk, String which, boolean exact) {
        synchronized (numbers) {
            Bookkeeping.State state = bookkeeping.require(epoch);
            for (List<String> left : server.query(
                    "SELECT version FROM " + bookkeeping.chunks() + " WHERE " + which + " AND done = 0",
                    "looking for a chunk")) {
                server.endQueries(label(Long.parseUnsignedLong(left.getFirst())), "ending an attempt before");
                Undoing.remove(server, layout, " = " + left.getFirst());
            }
            long number = state.copies() + 1;
            bookkeeping.copy(state, epoch, number);
            long version = state.begin() == 0 ? number : state.copiedVersion() - number;
            String key = exact
                    ? ""
                    : String.join(
                            ", ", layout.keyNames().map(Identifiers::literal).toList());
            note(state, chunk, 0, Long.toUnsignedString(version) + ", 0, [" + key + "]");
            return version;
        }
    }

    /** Where rows are not overwritten, those of other chunks would be there twice; {@link Overlaps} removes them. */
    @Override
    public void divided(MappedTable table, List<Chunk> chunks) {
        requireOpen();
        if (!Undoing.concerns(layout(table).stored())) {
            return;
        }
        synchronized (numbers) {
            Bookkeeping.State state = bookkeeping.require(epoch);
            bookkeeping.copy(state, epoch, state.copies() + 1);
            bookkeeping.divide(state, table.name(), state.copies() + 1, chunks);
        }
    }

    private static String label(long version) {
        return "copy-" + Long.toUnsignedString(version);
    }

    private Layout layout(MappedTable table) {
        return Layout.of(
                table,
                catalog.find(table.destination().name())
                        .orElseThrow(() -> new TainException(
                                ErrorCode.TABLE_MISSING,
                                "The destination table " + table.destination().name() + " is gone.",
                                "Create it again and resync it, or take it out of the mirror.")));
    }

    private long copy(Layout layout, Mark mark, ChunkReader rows) {
        RowBuffer read = next(rows);
        if (read == null) {
            return 0;
        }
        long written = 0;
        TableBlock block = new TableBlock(layout);
        WholeRows whole = new WholeRows();
        try (InsertStream insert = server.insert(
                layout.insert(),
                label(mark.version()),
                "writing a chunk of " + layout.mapped().destination().name())) {
            Pieces pieces = new Pieces(insert::write);
            for (; read != null; read = next(rows)) {
                whole.clear();
                for (int row = 0; row < read.rows(); row++) {
                    whole.add(read.image(row), mark);
                }
                block.add(read, whole);
                written += read.rows();
                if (block.bytes() >= BLOCK_BYTES) {
                    block.drainTo(pieces);
                }
            }
            block.drainTo(pieces);
            pieces.end();
            insert.finish();
        }
        return written;
    }

    private @Nullable RowBuffer next(ChunkReader rows) {
        RowBuffer block = rows.next();
        requireOpen();
        return block;
    }

    private void requireOpen() {
        if (closed) {
            throw new TainException(
                    ErrorCode.CLICKHOUSE_CONNECTION_LOST, "The writer of chunks is closed.", "Open another one.");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
