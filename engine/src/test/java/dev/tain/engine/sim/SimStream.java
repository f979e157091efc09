package dev.tain.engine.sim;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.StreamSpec;
import dev.tain.model.ChangeBatch;
import dev.tain.model.ErrorCode;
import dev.tain.model.Lsn;
import dev.tain.model.Operation;
import dev.tain.model.Position;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the source's log from a position on. */
final class SimStream implements ChangeStream {
    private final SourceServer server;
    private final SourceServer.Slot slot;
    private final Caller caller;
    private final Durable durable;
    private Set<TableName> watched;
    private int transaction;
    private int change;
    private @Nullable Position unsent;
    private boolean closed;

    /** Says what the destination has durably, to compare confirmations with. */
    @FunctionalInterface
    interface Durable {
        /** {@link Position#order()}; 0 for nothing. */
        long position();
    }

    SimStream(SourceServer server, SourceServer.Slot slot, Caller caller, Durable durable) {
        this.server = server;
        this.slot = slot;
        this.caller = caller;
        this.durable = durable;
        this.watched = Set.of();
        server.world().opened(this, caller);
    }

    SimStream begin(StreamSpec spec, long from) {
        watched = Set.copyOf(spec.tableNames());
        while (transaction < server.log().size()
                && server.log().get(transaction).end() <= from) {
            transaction++;
        }
        return this;
    }

    private World world() {
        return server.world();
    }

    private void requireOpen() {
        if (closed || slot.active() != this) {
            throw new TainException(ErrorCode.POSTGRES_CONNECTION_LOST, "the stream has ended", "try again");
        }
    }

    @Override
    public Reading read(ChangeBatch batch, int maxRows, int maxBytes) {
        return world().call(caller, ErrorCode.POSTGRES_CONNECTION_LOST, "read", () -> {
            requireOpen();
            send();
            return fill(batch, Math.min(maxRows, 1 + world().below(world().isCalm() ? 200 : 12)));
        });
    }

    private Reading fill(ChangeBatch batch, int most) {
        boolean continued = batch.isOpen();
        for (int left = most; left > 0; left--) {
            if (transaction >= server.log().size()) {
                return Reading.IDLE;
            }
            Commit commit = server.log().get(transaction);
            if (change == 0 && !batch.isOpen() && !commit.changes().isEmpty()) {
                batch.begin();
            }
            if (change < commit.changes().size()) {
                add(batch, commit, change++);
            }
            if (change >= commit.changes().size()) {
                batch.commit(new Lsn(commit.end()), commit.atMicros());
                transaction++;
                change = 0;
                if (continued) {
                    return Reading.MORE;
                }
            }
        }
        boolean otherColumns = world().oneIn(30) && !batch.tables().isEmpty();
        return otherColumns ? Reading.SCHEMA_CHANGED : Reading.MORE;
    }

    private void add(ChangeBatch batch, Commit commit, int index) {
        Change what = commit.changes().get(index);
        if (!what.published() || !watched.contains(what.table())) {
            return;
        }
        SourceTable table = server.table(what.table());
        RowBuffer rows = batch.rows(table.schema());
        if (what.isTruncation()) {
            rows.truncate();
        } else if (what.after().isEmpty()) {
            int image = Images.write(rows, Images.keyOnly(table.schema(), what.before()));
            rows.addRow(Operation.DELETE, image, RowBuffer.NONE, commit.end(), index);
        } else if (what.before().isEmpty()) {
            rows.addRow(Operation.INSERT, Images.write(rows, what.after()), RowBuffer.NONE, commit.end(), index);
        } else {
            update(rows, table, what, new long[] {commit.end(), index});
        }
    }

    private static void update(RowBuffer rows, SourceTable table, Change what, long[] place) {
        List<String> keyBefore = Images.key(table.schema(), what.before());
        boolean moved = !keyBefore.equals(Images.key(table.schema(), what.after()));
        int old = moved ? Images.write(rows, Images.keyOnly(table.schema(), what.before())) : RowBuffer.NONE;
        int image = Images.write(rows, table.carried(what.before(), what.after()));
        rows.addRow(Operation.UPDATE, image, old, place[0], place[1]);
    }

    @Override
    public void await(long millis) {
        throw World.violation("nothing waits here");
    }

    @Override
    public void keepAlive() {
        world().call(caller, ErrorCode.POSTGRES_CONNECTION_LOST, "keep alive", () -> {
            requireOpen();
            send();
        });
    }

    @Override
    public void confirm(Position position) {
        world().call(caller, ErrorCode.POSTGRES_CONNECTION_LOST, "confirm " + position, () -> {
            if (unsent == null || unsent.isBefore(position)) {
                unsent = position;
            }
        });
    }

    private void send() {
        if (unsent != null) {
            if (unsent.order() > durable.position()) {
                throw World.violation("confirmed " + unsent + ", but durable is " + new Lsn(durable.position()));
            }
            slot.confirm(unsent.order());
            unsent = null;
            world().count(Event.CONFIRM);
        }
    }

    @Override
    public void watch(List<StreamSpec.SourceTable> tables) {
        watched = Set.copyOf(tables.stream().map(StreamSpec.SourceTable::name).toList());
    }

    @Override
    public void close() {
        closed = true;
        if (slot.active() == this) {
            slot.activate(null);
        }
        world().closed(this);
    }

    Caller caller() {
        return caller;
    }

    @Override
    public String toString() {
        return "stream of " + caller;
    }
}
