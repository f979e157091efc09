package dev.tain.engine.sim;

import dev.tain.connector.Applier;
import dev.tain.connector.ChunkWriter;
import dev.tain.connector.Destination;
import dev.tain.connector.MappedTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import java.util.List;
import java.util.function.LongConsumer;

/** The destination as one caller reaches it. */
public final class SimDestination implements Destination {
    private final DestinationServer server;
    private final Caller caller;
    private final LongConsumer onCommit;
    private final int emptied;

    /** @param onCommit told the position ({@link dev.tain.model.Position#order()}) after every commit of changes */
    public SimDestination(DestinationServer server, Caller caller, LongConsumer onCommit) {
        this.server = server;
        this.caller = caller;
        this.onCommit = onCommit;
        this.emptied = server.emptied();
    }

    private void run(String what, Runnable effect) {
        server.world().call(caller, ErrorCode.POSTGRES_CONNECTION_LOST, what, effect);
    }

    @Override
    public String defaultSchema() {
        return "public";
    }

    @Override
    public List<Problem> check(List<MappedTable> tables, boolean mustBeEmpty) {
        return List.of();
    }

    @Override
    public void prepare(String mirror, List<MappedTable> tables) {
        run("prepare", () -> {
            server.know();
            server.create(tables.stream().map(MappedTable::destination).toList());
        });
    }

    @Override
    public Applier applier(String mirror, long epoch) {
        return server.world().open(caller, ErrorCode.POSTGRES_CONNECTION_LOST, "applier of epoch " + epoch, () -> {
            server.takeOver(epoch);
            return new SimApplier(server, caller, epoch, onCommit);
        });
    }

    @Override
    public ChunkWriter chunkWriter(String mirror, long epoch) {
        return server.world()
                .open(
                        caller,
                        ErrorCode.POSTGRES_CONNECTION_LOST,
                        "chunk writer of epoch " + epoch,
                        () -> new SimChunkWriter(server, caller, epoch, emptied));
    }

    @Override
    public void clear(String mirror, long epoch, MappedTable table) {
        run("clear " + table.name(), () -> {
            server.requireCurrent(epoch);
            server.table(table.destination().name()).clear();
            server.marks().removeIf(mark -> mark.table().equals(table.name()));
        });
    }

    @Override
    public void forget(String mirror, long epoch, TableName source) {
        run("forget " + source, () -> {
            server.requireNoneLater(epoch);
            server.forget(source);
        });
    }

    @Override
    public void drop(String mirror, long epoch) {
        run("drop bookkeeping", () -> {
            server.requireNoneLater(epoch);
            server.forgetAll();
        });
    }
}
