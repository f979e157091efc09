package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.Applier;
import dev.tain.connector.MappedTable;
import dev.tain.connector.ReadPoint;
import dev.tain.connector.ReadPoint.TablePoint;
import dev.tain.connector.RowLookup;
import dev.tain.model.ErrorCode;
import dev.tain.model.NetChanges;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Optional;

/**
 * Writes a mirror's changes. They wait in memory until the commit, then go to all tables beside each other, then the
 * position is stored. A crash between these leaves changes that the stream brings again, with the same versions.
 *
 * <p>When more waits than {@link #MOST_WAITING}, as in a large transaction, it is written before the commit and can be
 * seen early; the same when an incomplete change needs what waits for its table.
 */
final class ClickHouseApplier implements Applier {
    private static final long MOST_WAITING = 64 << 20;

    private final Server server;
    private final Bookkeeping bookkeeping;
    private final Bookkeeping.State state;
    private final long epoch;
    private final TableWrites tables;
    private final HeldChanges held;
    private final PartPressure pressure;
    private final Completeness completeness;
    private Optional<Position> position;

    ClickHouseApplier(Server server, Bookkeeping bookkeeping, long epoch) {
        this.server = server;
        this.bookkeeping = bookkeeping;
        this.epoch = epoch;
        this.state = bookkeeping.takeOver(epoch);
        this.position = state.position();
        this.tables = new TableWrites(server, new Undoing(server, bookkeeping, state, epoch));
        this.held = new HeldChanges(server, bookkeeping, state);
        this.pressure = new PartPressure(server);
        this.completeness = new Completeness(bookkeeping, state);
    }

    @Override
    public Optional<Position> position() {
        return position;
    }

    @Override
    public void apply(MappedTable table, NetChanges changes, boolean replaying, RowLookup lookup) {
        requireKey(table);
        long first = TableWrites.firstVersion(changes.rows());
        Pending pending = tables.of(table, first);
        TableChanges work = new TableChanges(server, pending, changes, replaying, place());
        HeldChanges.Origin origin = held.origin(changes.rows());
        // where rows are not replaced, each held block has its own insert, to be left out when it comes again
        HeldChanges.Origin alone = pending.layout().stored().replaces() ? null : origin;
        if (pending.hasRows() && alone != null) {
            writeEarly(() -> pending.flush(first));
        }
        if (pending.hasRows() && (work.readsBack() || (changes.isTruncated() && table.softDeletes()))) {
            writeEarly(() -> pending.flush(first));
        }
        if (changes.isTruncated()) {
            pending.empty(first == 0 && origin != null ? origin.emptiedBefore() : first);
        }
        work.write(lookup);
        if (alone != null) {
            writeEarly(() -> pending.flushHeld(first, alone.id()));
        }
        if (tables.bytes() > MOST_WAITING && first != 0) {
            writeEarly(() -> tables.flush(first));
        }
    }

    private void writeEarly(Runnable writing) {
        bookkeeping.require(state, epoch);
        completeness.lost(tables.emptied(), place());
        writing.run();
    }

    private static void requireKey(MappedTable table) {
        if (!table.destination().hasKey()) {
            throw new TainException(
                    ErrorCode.TABLE_WITHOUT_KEY,
                    "Changes to " + table.name() + " cannot be applied, because it has no key.",
                    "Give the source table a primary key, or a replica identity with a unique index.");
        }
    }

    @Override
    public void extend(MappedTable table) {
        tables.extend(table);
    }

    /** Writes what waits, but not where a table is to be emptied up to a place that only the commit tells. */
    @Override
    public void settle() {
        if (tables.bytes() > 0 && !tables.awaitsEnd()) {
            writeEarly(() -> tables.flush(place()));
        }
    }

    /** Where rows are not replaced, those of a part would be there twice. */
    @Override
    public boolean mayTryParts(MappedTable table) {
        return tables.of(table, place()).layout().stored().replaces();
    }

    @Override
    public void hold(TableName source, NetChanges changes) {
        held.add(source, changes);
        long first = TableWrites.firstVersion(changes.rows());
        if (held.bytes() > MOST_WAITING && first != 0) {
            writeEarly(() -> held.flush(first));
        }
    }

    @Override
    public List<Held> held(MappedTable table, int maxBytes) {
        return held.read(table.source(), maxBytes);
    }

    @Override
    public void release(TableName source, long id) {
        held.release(source, id);
    }

    @Override
    public void commit(Position at) {
        commit(new ReadPoint(at, 0, List.of()));
    }

    @Override
    public void commit(ReadPoint point) {
        Position at = point.position();
        write(at.order());
        if (position.isPresent()) {
            removeOverlaps(point);
        }
        completeness.move(epoch, point, position.isEmpty());
        held.removeReleased();
        position = Optional.of(at);
    }

    private void removeOverlaps(ReadPoint point) {
        List<TablePoint> completed = completeness.completed(point);
        if (!completed.isEmpty()) {
            Bookkeeping.State now = bookkeeping.require(epoch);
            Overlaps overlaps = new Overlaps(server, bookkeeping, Overlaps.MOST_KEYS);
            completed.forEach(table -> overlaps.remove(now, table));
        }
    }

    @Override
    public void commit() {
        write(place());
        held.removeReleased();
    }

    private long place() {
        return position.map(Position::order).orElse(0L);
    }

    private void write(long end) {
        bookkeeping.require(state, epoch);
        completeness.lost(tables.emptied(), place());
        tables.flush(end);
        held.flush(end);
    }

    @Override
    public long restMillis() {
        return pressure.restMillis(tables.names());
    }

    @Override
    public void rollback() {
        tables.forget();
        held.forget();
    }

    @Override
    public void close() {
        rollback();
    }
}
