package dev.tain.engine.sim;

import dev.tain.connector.ChunkReader;
import dev.tain.model.ErrorCode;
import dev.tain.model.Operation;
import dev.tain.model.RowBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a chunk as they were when it was opened. */
final class SimChunkReader implements ChunkReader {
    private static final int BLOCK_ROWS = 3;

    private final World world;
    private final Caller caller;
    private final SourceTable table;
    private final List<List<String>> rows;
    private int next;
    private boolean closed;

    /** @param table the table as it is now, which is not rewritten while it is read */
    SimChunkReader(World world, Caller caller, SourceTable table, List<List<String>> rows) {
        this.world = world;
        this.caller = caller;
        this.table = table;
        this.rows = rows;
        table.readingBegan(this);
        world.opened(this, caller);
    }

    @Override
    public @Nullable RowBuffer next() {
        RowBuffer block = new RowBuffer(table.schema());
        world.call(caller, ErrorCode.POSTGRES_CONNECTION_LOST, "read rows " + next, () -> {
            for (int end = Math.min(rows.size(), next + BLOCK_ROWS); next < end; next++) {
                block.addRow(Operation.INSERT, Images.write(block, rows.get(next)), RowBuffer.NONE, 0, 0);
            }
        });
        return block.rows() == 0 ? null : block;
    }

    boolean isOpen() {
        return !closed && !caller.isDead();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            table.readingEnded(this);
            world.closed(this);
        }
    }
}
