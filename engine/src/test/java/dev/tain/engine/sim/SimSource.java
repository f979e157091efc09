package dev.tain.engine.sim;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.Chunk;
import dev.tain.connector.ChunkReader;
import dev.tain.connector.ChunkSize;
import dev.tain.connector.RowKey;
import dev.tain.connector.Snapshot;
import dev.tain.connector.Source;
import dev.tain.connector.StreamSpec;
import dev.tain.engine.sim.SourceTable.Stored;
import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.Operation;
import dev.tain.model.Position;
import dev.tain.model.Problem;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The source as one caller reaches it. */
public final class SimSource implements Source {
    private static final int LAST_PAGE = Integer.MAX_VALUE;

    private final SourceServer server;
    private final DestinationServer destination;
    private final Caller caller;
    private final BooleanSupplier owned;

    /** @param owned whether the caller has the mirror's lease now */
    public SimSource(SourceServer server, DestinationServer destination, Caller caller, BooleanSupplier owned) {
        this.server = server;
        this.destination = destination;
        this.caller = caller;
        this.owned = owned;
    }

    /** The engine looks after its lease right before such a call; that it sleeps in between is not simulated. */
    private void requireOwned() {
        if (!owned.getAsBoolean()) {
            throw new TainException(ErrorCode.LEASE_LOST, "another process has the mirror", "nothing");
        }
    }

    private <T> T call(String what, Supplier<T> effect) {
        return server.world().call(caller, ErrorCode.POSTGRES_CONNECTION_LOST, what, effect);
    }

    private <T extends AutoCloseable> T open(String what, Supplier<T> effect) {
        return server.world().open(caller, ErrorCode.POSTGRES_CONNECTION_LOST, what, effect);
    }

    private void run(String what, Runnable effect) {
        server.world().call(caller, ErrorCode.POSTGRES_CONNECTION_LOST, what, effect);
    }

    @Override
    public List<TableSchema> describe(Collection<TableName> tables) {
        return call(
                "describe",
                () -> tables.stream().map(name -> server.table(name).schema()).toList());
    }

    @Override
    public List<Problem> check(StreamSpec spec, boolean streams) {
        return List.of();
    }

    @Override
    public List<Problem> checkTables(StreamSpec spec) {
        return List.of();
    }

    @Override
    public void publish(StreamSpec spec, long epoch) {
        run("publish " + spec.tableNames(), () -> {
            requireOwned();
            if (spec.ownsPublication()) {
                server.publish(spec.tableNames());
            }
        });
    }

    @Override
    public void settle() {
        run("settle", server::finishTransactions);
    }

    @Override
    public boolean hasStream(StreamSpec spec) {
        return server.slot() != null;
    }

    @Override
    public Snapshot createStream(StreamSpec spec) {
        return open("create stream", () -> {
            requireOwned();
            if (spec.ownsSlot()) {
                requireInactive();
                server.finishTransactions();
                server.createSlot();
            }
            return server.export(caller);
        });
    }

    private void requireInactive() {
        SourceServer.Slot slot = server.slot();
        SimStream active = slot == null ? null : slot.active();
        if (active != null && !active.caller().isDead()) {
            throw new TainException(ErrorCode.POSTGRES_SLOT_BUSY, "the slot is in use", "try again");
        }
    }

    @Override
    public Snapshot snapshot() {
        return open("snapshot", () -> server.export(caller));
    }

    @Override
    public List<Chunk> plan(TableName table, ChunkSize size) {
        return call("divide " + table, () -> {
            server.awaitLock(table);
            SourceTable state = server.table(table);
            List<Chunk> chunks = new ArrayList<>();
            int from = 0;
            while (from < state.pages()) {
                int to = from + 1 + server.world().below(2);
                boolean last = to >= state.pages();
                // rows that come behind the last page later are in the stream, so either end is right
                int end = last && server.world().oneIn(2) ? LAST_PAGE : to;
                String range = state.file() + " " + from + " " + end;
                chunks.add(new Chunk(table, range, range, 4));
                from = to;
            }
            return chunks;
        });
    }

    @Override
    public ChunkReader read(Chunk chunk, TableSchema carried, @Nullable String snapshot) {
        return open("read chunk " + chunk.table() + " " + chunk.range() + " in " + snapshot, () -> {
            server.awaitLock(chunk.table());
            SourceTable now = server.table(chunk.table());
            String[] range = chunk.range().split(" ", -1);
            if (Integer.parseInt(range[0]) != now.file()) {
                server.world().count(Event.CHUNK_STALE);
                throw new TainException(ErrorCode.CHUNK_STALE, "the table was rewritten", "divide it again");
            }
            SourceTable seen = snapshot == null ? now : inSnapshot(snapshot, now);
            server.world().count(snapshot == null ? Event.CHUNK_OF_NOW : Event.CHUNK_EXACT);
            return new SimChunkReader(server.world(), caller, now, rows(seen, range));
        });
    }

    /**
     * The table as the snapshot sees it. A table that was rewritten since may look empty to it though it is not, so
     * the snapshot is of no use then; and it may be refused though it is there, as by a pooler in between.
     */
    private SourceTable inSnapshot(String snapshot, SourceTable now) {
        SimSnapshot exported = server.findSnapshot(snapshot);
        boolean refused = !server.world().isCalm() && server.world().oneIn(100);
        if (exported == null || refused || exported.table(now.schema().name()).file() != now.file()) {
            server.world().count(Event.SNAPSHOT_LOST);
            throw new TainException(ErrorCode.SNAPSHOT_LOST, snapshot + " is of no use", "read without it");
        }
        return exported.table(now.schema().name());
    }

    private static List<List<String>> rows(SourceTable table, String[] range) {
        int from = Integer.parseInt(range[1]);
        int to = Integer.parseInt(range[2]);
        return table.rows().values().stream()
                .filter(row -> row.page() >= from && row.page() < to)
                .map(Stored::values)
                .toList();
    }

    @Override
    public ChangeStream stream(StreamSpec spec, @Nullable Position from) {
        return open("stream from " + from, () -> {
            SourceServer.Slot slot = server.slot();
            if (slot == null) {
                throw new TainException(ErrorCode.POSTGRES_SLOT_MISSING, "the slot is gone", "resync the mirror");
            }
            if (slot.active() != null
                    && !server.world().isCalm()
                    && server.world().oneIn(2)) {
                throw new TainException(ErrorCode.POSTGRES_SLOT_BUSY, "the slot is in use", "try again");
            }
            if (from != null && from.order() < slot.confirmed()) {
                throw new TainException(
                        ErrorCode.POSTGRES_SLOT_LOST,
                        "the slot stands at " + new Lsn(slot.confirmed()) + ", behind " + from,
                        "resync the mirror");
            }
            SimStream stream = new SimStream(server, slot, caller, destination.durability());
            slot.activate(stream);
            return stream.begin(spec, from == null ? slot.confirmed() : from.order());
        });
    }

    @Override
    public RowBuffer lookup(TableSchema carried, List<RowKey> keys) {
        return call("look up " + keys, () -> {
            server.awaitLock(carried.name());
            RowBuffer rows = new RowBuffer(carried);
            for (RowKey key : keys) {
                Stored row = server.table(carried.name()).rows().get(key.values());
                server.world().count(row == null ? Event.LOOKED_UP_IN_VAIN : Event.LOOKED_UP);
                if (row != null) {
                    rows.addRow(Operation.INSERT, Images.write(rows, row.values()), RowBuffer.NONE, 0, 0);
                }
            }
            return rows;
        });
    }

    @Override
    public Position position() {
        return call("position", () -> new Lsn(server.position()));
    }

    @Override
    public Position heartbeat() {
        return call("heartbeat", () -> {
            Lsn before = new Lsn(server.position());
            server.append(List.of());
            return before;
        });
    }

    @Override
    public void drop(StreamSpec spec) {
        run("drop stream", () -> {
            requireOwned();
            if (spec.ownsSlot()) {
                requireInactive();
                server.dropSlot();
            }
            if (spec.ownsPublication()) {
                server.publish(List.of());
            }
        });
    }
}
