package dev.tain.engine.sim;

import dev.tain.connector.Applier;
import dev.tain.connector.HeldRows;
import dev.tain.connector.MappedTable;
import dev.tain.connector.RowLookup;
import dev.tain.engine.sim.DestinationServer.Block;
import dev.tain.model.ErrorCode;
import dev.tain.model.NetChanges;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Writes changes in transactions; a connection that fails is of no use any more, and its transaction is undone. */
final class SimApplier implements Applier {
    private static final int BLOCK_BYTES = 120;

    private final DestinationServer server;
    private final Caller caller;
    private final long epoch;
    private final LongConsumer onCommit;
    private final Map<TableName, Overlay> overlays = new LinkedHashMap<>();
    private final Map<TableName, List<Block>> holding = new LinkedHashMap<>();
    private final Map<TableName, Long> releasing = new LinkedHashMap<>();
    private boolean broken;

    SimApplier(DestinationServer server, Caller caller, long epoch, LongConsumer onCommit) {
        this.server = server;
        this.caller = caller;
        this.epoch = epoch;
        this.onCommit = onCommit;
        server.world().opened(this, caller);
    }

    private void run(String what, Runnable effect) {
        if (broken) {
            throw new TainException(ErrorCode.POSTGRES_CONNECTION_LOST, "the connection is closed", "open another");
        }
        boolean done = false;
        try {
            server.world().call(caller, ErrorCode.POSTGRES_CONNECTION_LOST, what, effect);
            done = true;
        } finally {
            broken |= !done;
        }
    }

    @Override
    public Optional<Position> position() {
        return Optional.ofNullable(server.position());
    }

    @Override
    public void apply(MappedTable table, NetChanges changes, boolean replaying, RowLookup lookup) {
        boolean more = overlays.containsKey(table.destination().name());
        if (replaying || more) {
            server.world().count(replaying ? Event.REPLAYED : Event.PIECE_OF_TRANSACTION);
        }
        Overlay overlay = overlays.computeIfAbsent(table.destination().name(), name -> new Overlay());
        NetWriter writer = new NetWriter(server.world(), table, overlay, lookup);
        run("apply " + table.name(), () -> {
            if (!server.isCurrent(epoch)) {
                // whoever took over has ended this connection, and what it did not commit
                throw new TainException(ErrorCode.POSTGRES_CONNECTION_LOST, "the connection was ended", "try again");
            }
            // lookups are calls of their own, and what they throw breaks this connection's transaction too
            writer.write(changes, replaying, server.table(table.destination().name()));
            overlay.rows().forEach(row -> server.check(table.destination().name(), row));
        });
    }

    @Override
    public void extend(MappedTable table) {
        throw World.violation("columns of " + table.name() + " never change here");
    }

    @Override
    public void hold(TableName source, NetChanges changes) {
        run("hold " + source, () -> {
            server.world().count(Event.HELD);
            List<Block> blocks = holding.computeIfAbsent(source, name -> new ArrayList<>());
            HeldRows.encode(changes, BLOCK_BYTES).forEach(bytes -> blocks.add(new Block(server.nextBlock(), bytes)));
        });
    }

    @Override
    public List<Held> held(MappedTable table, int maxBytes) {
        List<Held> held = new ArrayList<>();
        run("held " + table.name(), () -> {
            long released = releasing.getOrDefault(table.name(), 0L);
            List<Block> blocks = new ArrayList<>(server.held(table.name()));
            blocks.addAll(holding.getOrDefault(table.name(), List.of()));
            int most = 1 + server.world().below(server.world().isCalm() ? 50 : 5);
            blocks.stream()
                    .filter(block -> block.id() > released)
                    .limit(most)
                    .forEach(block -> held.add(new Held(block.id(), HeldRows.decode(block.bytes(), table.source()))));
        });
        return held;
    }

    @Override
    public void release(TableName source, long id) {
        run("release " + source + " " + id, () -> {
            server.world().count(Event.DRAINED);
            releasing.put(source, id);
        });
    }

    @Override
    public void commit(Position position) {
        commitAt(position);
    }

    @Override
    public void commit() {
        commitAt(null);
    }

    private void commitAt(@Nullable Position position) {
        boolean[] effective = new boolean[1];
        try {
            run("commit at " + position, () -> {
                write(position);
                effective[0] = true;
            });
        } catch (TainException | Killed e) {
            if (effective[0]) {
                server.world().count(Event.COMMITTED_THOUGH_FAILED);
            }
            throw e;
        }
    }

    private void write(@Nullable Position position) {
        if (!server.isCurrent(epoch)) {
            server.world().count(Event.FENCED_COMMIT);
        }
        server.requireCurrent(epoch);
        overlays.forEach((table, overlay) -> overlay.commitTo(server.table(table)));
        holding.forEach((table, blocks) -> server.held(table).addAll(blocks));
        releasing.forEach((table, id) -> server.held(table).removeIf(block -> block.id() <= id));
        if (position != null) {
            server.move(position);
            server.world().count(Event.COMMIT);
        }
        forgetTransaction();
        onCommit.accept(server.durable());
    }

    private void forgetTransaction() {
        overlays.clear();
        holding.clear();
        releasing.clear();
    }

    @Override
    public void rollback() {
        run("roll back", this::forgetTransaction);
    }

    @Override
    public void close() {
        broken = true;
        server.world().closed(this);
    }

    @Override
    public String toString() {
        return "applier of " + caller;
    }
}
