package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.http.Server;
import dev.tain.clickhouse.internal.type.Out;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is to be written to one table, in order, and not yet written. Used by one thread at a time. */
final class Pending {
    private static final int BLOCK_BYTES = 1 << 20;

    private final Server server;
    private final Layout layout;
    private final List<byte[]> blocks = new ArrayList<>();
    private final Out open = new Out();
    private long bytes;
    private boolean empties;
    /** Rows of this version and later ones came after the table was emptied; 0 when that is not known yet. */
    private long emptiedBefore;

    private long firstVersion;
    private long lastVersion;
    private long rows;

    Pending(Server server, Layout layout) {
        this.server = server;
        this.layout = layout;
    }

    Layout layout() {
        return layout;
    }

    boolean hasRows() {
        return rows > 0 || empties;
    }

    long bytes() {
        return bytes + open.size();
    }

    /** Where the next row is written to; {@link #written} says that it is. */
    Out out() {
        return open;
    }

    void written(long version) {
        firstVersion = rows == 0 ? version : firstVersion;
        lastVersion = version;
        rows++;
        if (open.size() >= BLOCK_BYTES) {
            cut();
        }
    }

    private void cut() {
        bytes += open.size();
        blocks.add(open.take());
    }

    /** The table is emptied before what follows; what was pending is void. */
    void empty(long before) {
        clear();
        empties = true;
        emptiedBefore = before;
    }

    private void clear() {
        blocks.clear();
        open.clear();
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
        if (empties) {
            new Emptying(server, layout).removeBefore(emptiedBefore == 0 ? end : emptiedBefore);
        }
        if (rows > 0) {
            cut();
            server.insert(layout.insert(), settings(), blocks, "writing changes of " + name());
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
    private Map<String, String> settings() {
        return layout.stored().replaces()
                ? Map.of("insert_deduplicate", "0")
                : Map.of(
                        "insert_deduplication_token",
                        name() + "/" + Long.toUnsignedString(firstVersion) + "/" + Long.toUnsignedString(lastVersion)
                                + "/" + rows);
    }
}
