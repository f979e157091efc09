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
 * had written already; writing it again overwrites them.
 */
final class ClickHouseChunkWriter implements ChunkWriter {
    private static final int BLOCK_BYTES = 4 << 20;

    private final Server server;
    private final Bookkeeping bookkeeping;
    private final long epoch;
    private final Catalog catalog;
    private volatile boolean closed;

    ClickHouseChunkWriter(Server server, Bookkeeping bookkeeping, long epoch) {
        this.server = server;
        this.bookkeeping = bookkeeping;
        this.epoch = epoch;
        this.catalog = new Catalog(server);
    }

    @Override
    public long write(MappedTable table, Chunk chunk, ChunkReader rows) {
        requireOpen();
        Bookkeeping.State state = bookkeeping.require(epoch);
        String which = bookkeeping.of(state, chunk.table()) + " AND chunk = " + Identifiers.literal(chunk.id());
        List<List<String>> mark = server.query(
                "SELECT rows FROM " + bookkeeping.chunks() + " WHERE " + which + " LIMIT 1", "looking for a chunk");
        if (!mark.isEmpty()) {
            return Long.parseLong(mark.getFirst().getFirst());
        }
        long written = copy(layout(table), Mark.of(false, state.copiedVersion()), rows);
        bookkeeping.require(state, epoch);
        server.run(
                "INSERT INTO " + bookkeeping.chunks()
                        + " (mirror, incarnation, source_schema, source_table, chunk, rows) SELECT "
                        + bookkeeping.values(state, chunk.table()) + ", " + Identifiers.literal(chunk.id()) + ", "
                        + written,
                "marking a chunk");
        return written;
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
