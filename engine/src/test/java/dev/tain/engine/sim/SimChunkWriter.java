package dev.tain.engine.sim;

import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkReader;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.MappedTable;
import dev.tain.engine.sim.DestinationServer.Mark;
import dev.tain.model.ErrorCode;
import dev.tain.model.RowBuffer;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes chunks, each together with its mark. */
final class SimChunkWriter implements ChunkWriter {
    private final DestinationServer server;
    private final Caller caller;
    private final long epoch;
    private final int emptied;

    /** @param emptied how often the tables had been emptied for a new mirror when the attempt began */
    SimChunkWriter(DestinationServer server, Caller caller, long epoch, int emptied) {
        this.server = server;
        this.caller = caller;
        this.epoch = epoch;
        this.emptied = emptied;
        server.world().opened(this, caller);
    }

    @Override
    public long write(MappedTable table, Chunk chunk, ChunkReader rows) {
        Mark mark = new Mark(chunk.table(), chunk.id());
        if (server.marks().contains(mark)) {
            server.world().count(Event.CHUNK_KNOWN);
            return 0;
        }
        List<List<String>> read = new ArrayList<>();
        for (RowBuffer block = rows.next(); block != null; block = rows.next()) {
            for (int row = 0; row < block.rows(); row++) {
                read.add(Images.read(block, block.image(row)));
            }
        }
        String what = "write chunk " + chunk.table() + " " + chunk.id() + " of " + read.size();
        server.world().call(caller, ErrorCode.POSTGRES_CONNECTION_LOST, what, () -> commit(table, mark, read));
        return read.size();
    }

    private void commit(MappedTable table, Mark mark, List<List<String>> rows) {
        if (!server.isCurrent(epoch)) {
            server.world().count(Event.FENCED_CHUNK);
        }
        if (emptied != server.emptied()) {
            throw new TainException(ErrorCode.POSTGRES_CONNECTION_LOST, "the connection was ended", "try again");
        }
        server.requireCurrent(epoch);
        Map<List<String>, List<String>> written =
                server.table(table.destination().name());
        rows.forEach(row -> server.world().detail(row::toString));
        rows.forEach(row -> written.put(Images.key(table.source(), row), row));
        server.marks().add(mark);
    }

    @Override
    public void close() {
        server.world().closed(this);
    }

    @Override
    public String toString() {
        return "chunk writer of " + caller;
    }
}
