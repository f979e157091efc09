package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.block.Pieces;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is to be written to one table, in order, and not yet written. Used by one thread at a time. */
final class Pending {
    private static final int BLOCK_BYTES = 1 << 20;
    private static final int MOST_GATHERED = 4096;

    private final Server server;
    private final Layout layout;
    private final Undoing undoing;
    private final List<byte[]> blocks = new ArrayList<>();
    private final WholeRows whole = new WholeRows();
    private @Nullable TableBlock open;
    private long bytes;
    private boolean empties;
    /** Rows of this version and later ones came after the table was emptied; 0 when that is not known yet. */
    private long emptiedBefore;

    private long firstVersion;
    private long lastVersion;
    private long rows;
    private long inserts;

    Pending(Server server, Layout layout, Undoing undoing) {
        this.server = server;
        this.layout = layout;
        this.undoing = undoing;
    }

    Layout layout() {
        return layout;
    }

    boolean hasRows() {
        return rows > 0 || empties;
    }

    /** Whether the table is emptied first. */
    boolean empties() {
        return empties;
    }

    /** Whether it is emptied up to a version that is not known before it is written. */
    boolean awaitsEnd() {
        return empties && emptiedBefore == 0;
    }

    long bytes() {
        return open == null ? bytes : bytes + open.bytes();
    }

    /** Gathers a row that needs nothing but itself; {@link #writeGathered} writes it. */
    void gather(RowBuffer rows, int image, boolean deleted, long version) {
        whole.add(image, deleted, version);
        count(version);
        if (whole.count() == MOST_GATHERED) {
            writeGathered(rows);
        }
    }

    void writeGathered(RowBuffer rows) {
        if (whole.count() > 0) {
            open().add(rows, whole);
            whole.clear();
            cutWhenFull();
        }
    }

    /** Writes a row that takes what it does not carry from another one. */
    void write(RowBuffer rows, int image, CurrentRow current, Mark mark) {
        open().add(rows, image, current, mark);
        count(mark.version());
        cutWhenFull();
    }

    /** Writes a row that is there under another mark. */
    void write(CurrentRow current, Mark mark) {
        open().add(current, mark);
        count(mark.version());
        cutWhenFull();
    }

    private TableBlock open() {
        TableBlock block = open;
        if (block == null) {
            block = new TableBlock(layout);
            open = block;
        }
        return block;
    }

    private void count(long version) {
        firstVersion = rows == 0 || Long.compareUnsigned(version, firstVersion) < 0 ? version : firstVersion;
        lastVersion = rows == 0 || Long.compareUnsigned(version, lastVersion) > 0 ? version : lastVersion;
        rows++;
    }

    private void cutWhenFull() {
        if (open().bytes() >= BLOCK_BYTES) {
            cut();
        }
    }

    private void cut() {
        bytes += open().bytes();
        Pieces pieces = new Pieces(blocks::add);
        open().drainTo(pieces);
        pieces.end();
    }

    /** The table is emptied before what follows; what was pending is void. */
    void empty(long before) {
        clear();
        empties = true;
        emptiedBefore = before;
    }

    private void clear() {
        blocks.clear();
        whole.clear();
        open = null;
        bytes = 0;
        rows = 0;
        empties = false;
        emptiedBefore = 0;
    }

    /**
     * Writes all.
     *
     * @param end a version that is later than all changes so far, and not later than any that follows
     */
    void flush(long end) {
        flush(end, null);
    }

    /** Writes all, which is one block of held changes. */
    void flushHeld(long end, long id) {
        flush(end, id);
    }

    private void flush(long end, @Nullable Long held) {
        if (empties) {
            new Emptying(server, layout).removeBefore(emptiedBefore == 0 ? end : emptiedBefore);
        }
        if (rows > 0) {
            cut();
            server.insert(layout.insert(), Undoing.LABEL, settings(held), blocks, "writing changes of " + name());
        }
        clear();
    }

    private TableName name() {
        return layout.mapped().destination().name();
    }

    /**
     * Where rows replace each other by version, nothing may be left out because it looks like an earlier block. Where
     * they don't, the same block again is left out by its token.
     */
    private Map<String, String> settings(@Nullable Long held) {
        if (layout.stored().replaces()) {
            return Map.of("insert_deduplicate", "0");
        }
        if (held != null) {
            return undoing.settingsOfHeld(name(), held);
        }
        undoing.announce(firstVersion, lastVersion);
        return undoing.settings(name(), Long.toString(++inserts));
    }
}
