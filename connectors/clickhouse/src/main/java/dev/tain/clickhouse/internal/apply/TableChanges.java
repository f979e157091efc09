package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.apply.Mark.Fate;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.RowKey;
import dev.tain.connector.RowLookup;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the net changes of one table into rows to insert. Every row carries the commit of its change as its version,
 * so the order in which rows are written, and how often, does not matter.
 *
 * <p>A row that is there with a later version was written by a later change, before a crash or by a lookup: such a
 * change is passed over.
 */
final class TableChanges {
    /** Rows that are read back at once; each may be as large as a row can be. */
    private static final int MOST_READ_BACK = 2_000;

    private final Server server;
    private final Layout layout;
    private final Pending pending;
    private final NetChanges changes;
    private final RowBuffer rows;
    private final boolean replaying;
    private final long place;
    private final List<Integer> waiting = new ArrayList<>();

    /** @param place the stored position: what is of this version or a later one may come again */
    TableChanges(Server server, Pending pending, NetChanges changes, boolean replaying, long place) {
        this.server = server;
        this.layout = pending.layout();
        this.pending = pending;
        this.changes = changes;
        this.rows = changes.rows();
        this.replaying = replaying;
        this.place = place;
    }

    /** Whether rows have to be read from the destination first. */
    boolean readsBack() {
        for (int row = rows.firstRow(); row < rows.rows(); row++) {
            if (readsBack(changes.kind(row))) {
                return true;
            }
        }
        return false;
    }

    private boolean readsBack(NetKind kind) {
        return switch (kind) {
            case VOID -> false;
            // a new row finds another of its key only in a replay, or one that is marked as deleted
            case NEW ->
                layout.movable().length > 0 && (replaying || layout.mapped().softDeletes());
            case FULL -> layout.movable().length > 0;
            case PARTIAL, MOVED -> true;
            case DELETED -> layout.mapped().softDeletes() || layout.movable().length > 0;
        };
    }

    void write(RowLookup lookup) {
        for (int row = rows.firstRow(); row < rows.rows(); row++) {
            NetKind kind = changes.kind(row);
            if (readsBack(kind)) {
                waiting.add(row);
                if (waiting.size() == MOST_READ_BACK) {
                    writeWaiting(lookup);
                }
            } else if (kind != NetKind.VOID) {
                gather(row, kind == NetKind.DELETED);
            }
        }
        writeWaiting(lookup);
        pending.writeGathered(rows);
    }

    private void gather(int row, boolean deleted) {
        pending.gather(rows, rows.image(row), deleted, rows.commit(row));
    }

    // ---- rows that need what is there

    private void writeWaiting(RowLookup lookup) {
        List<byte[]> keys = new ArrayList<>();
        for (int row : waiting) {
            keys.add(placeKey(row));
        }
        for (int row : waiting) {
            if (leavesAnother(row)) {
                keys.add(layout.keyBytes(rows, rows.image(row)));
            }
        }
        CurrentRows current = CurrentRows.read(server, layout, keys);
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            int row = waiting.get(i);
            if (leavesAnother(row)) {
                bury(row, current.of(layout.keyBytes(rows, rows.image(row))), null);
            }
            writeOver(row, current.of(keys.get(i)), missing);
        }
        waiting.clear();
        lookUp(missing, lookup);
    }

    /** Whether the row comes to a key whose row, marked as deleted, may be at other sorting values. */
    private boolean leavesAnother(int row) {
        return changes.kind(row) == NetKind.MOVED && layout.movable().length > 0;
    }

    /** The key under which what the row lacks is to be found. */
    private byte[] placeKey(int row) {
        boolean moved = changes.kind(row) == NetKind.MOVED;
        return layout.keyBytes(rows, moved ? rows.oldImage(row) : rows.image(row));
    }

    private void writeOver(int row, List<CurrentRow> there, List<Integer> missing) {
        long version = rows.commit(row);
        NetKind kind = changes.kind(row);
        CurrentRow latest = latest(there);
        if (kind == NetKind.MOVED) {
            if (latest == null || mayBeAnother(latest) || replaying) {
                missing.add(row);
            } else {
                pending.write(rows, rows.image(row), latest, Mark.of(false, version));
            }
            return;
        }
        if (latest != null && Long.compareUnsigned(latest.version(), version) > 0) {
            return;
        }
        bury(row, there, latest);
        boolean deleted = kind == NetKind.DELETED;
        if (latest == null && kind == NetKind.PARTIAL) {
            missing.add(row);
        } else if (latest == null) {
            gather(row, deleted);
        } else {
            pending.write(rows, rows.image(row), latest, Mark.of(deleted, version));
        }
    }

    /**
     * Whether a row under the key that another one left may have come there since, in an attempt before this one whose
     * position was not stored. The change's own version does not tell: it is that of the moved row's last change.
     */
    private boolean mayBeAnother(CurrentRow there) {
        return Long.compareUnsigned(there.version(), place) >= 0;
    }

    private @Nullable CurrentRow latest(List<CurrentRow> there) {
        CurrentRow latest = null;
        for (CurrentRow row : there) {
            if (latest == null || Long.compareUnsigned(row.version(), latest.version()) > 0) {
                latest = row;
            }
        }
        return latest;
    }

    /** Hides what is there under the key at other sorting values than the change has, or than the deleted row. */
    private void bury(int row, List<CurrentRow> there, @Nullable CurrentRow latest) {
        if (layout.movable().length == 0) {
            return;
        }
        for (CurrentRow current : there) {
            boolean other = changes.kind(row) == NetKind.DELETED ? !current.equals(latest) : movesAway(row, current);
            if (other && Long.compareUnsigned(current.version(), rows.commit(row)) <= 0) {
                pending.write(current, new Mark(Fate.MOVED, rows.commit(row)));
            }
        }
    }

    private boolean movesAway(int row, CurrentRow current) {
        byte[] after = layout.valueBytes(rows, rows.image(row), layout.movable(), current);
        return !ByteBuffer.wrap(after).equals(current.values(layout.movable()));
    }

    // ---- rows that only the source has

    private void lookUp(List<Integer> missing, RowLookup lookup) {
        if (missing.isEmpty()) {
            return;
        }
        List<RowKey> keys = new ArrayList<>();
        Map<ByteBuffer, Long> versions = new HashMap<>();
        for (int row : missing) {
            keys.add(KeyTexts.of(rows, rows.image(row)));
            versions.put(ByteBuffer.wrap(layout.keyBytes(rows, rows.image(row))), rows.commit(row));
        }
        RowBuffer found = lookup.lookup(keys);
        pending.writeGathered(rows);
        for (int row = 0; row < found.rows(); row++) {
            Long version = versions.get(ByteBuffer.wrap(layout.keyBytes(found, found.image(row))));
            if (version != null) {
                pending.gather(found, found.image(row), false, version);
            }
        }
        pending.writeGathered(found);
    }
}
