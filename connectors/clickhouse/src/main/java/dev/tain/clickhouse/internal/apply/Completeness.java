package dev.tain.clickhouse.internal.apply;

import dev.tain.connector.ReadPoint;
import dev.tain.connector.ReadPoint.TablePoint;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** From which position on each table of a mirror can be read as the source had it. Used by one thread. */
final class Completeness {
    /** Later than every position. */
    private static final long NEVER = -1;

    private final Bookkeeping bookkeeping;
    private final Bookkeeping.State state;
    private final Map<TableName, Change> known = new HashMap<>();

    /** @param from version from which on the table is complete */
    record Change(TableName source, TableName destination, long from) {
        Change never() {
            return new Change(source, destination, NEVER);
        }
    }

    Completeness(Bookkeeping bookkeeping, Bookkeeping.State state) {
        this.bookkeeping = bookkeeping;
        this.state = state;
        bookkeeping.completeness(state).forEach(change -> known.put(change.source(), change));
    }

    /** To be called before rows are taken out: from then on what was before cannot be read any more. */
    void lost(List<TableName> sources, long place) {
        List<Change> changes = new ArrayList<>();
        for (TableName source : sources) {
            Change change = known.get(source);
            if (change != null && change.from() != NEVER) {
                changes.add(change.never());
            }
        }
        bookkeeping.mark(state, place, changes);
        changes.forEach(change -> known.put(change.source(), change));
    }

    /** The tables that are complete there and were not before. */
    List<TablePoint> completed(ReadPoint point) {
        return point.tables().stream()
                .filter(TablePoint::complete)
                .filter(table -> {
                    Change before = known.get(table.source());
                    return before == null || before.from() == NEVER;
                })
                .toList();
    }

    /** Stores a position, which may be the first one, with what changes by it. */
    void move(long epoch, ReadPoint point, boolean isFirst) {
        List<Change> changes = new ArrayList<>();
        for (TablePoint table : point.tables()) {
            Change before = known.get(table.source());
            long from =
                    before == null || before.from() == NEVER ? point.position().order() : before.from();
            Change after = new Change(table.source(), table.destination(), table.complete() ? from : NEVER);
            if (!after.equals(before)) {
                changes.add(after);
            }
        }
        bookkeeping.move(state, epoch, point, isFirst, changes);
        changes.forEach(change -> known.put(change.source(), change));
    }
}
