package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.apply.Bookkeeping.State;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Takes back what a writer before left unfinished in tables that keep all rows. Where rows replace each other by
 * version writing again is enough; here a row that is written again is there twice, and the stream brings the changes
 * again in other batches. So before such a table is written, the latest version that may come into it is stored; and
 * what is there between the position and that version, when a writer begins, is removed before it is written again.
 *
 * <p>Safe for several threads.
 */
final class Undoing {
    /** Part of the ids of the inserts that are to be ended before their rows are taken back. */
    static final String LABEL = "rows";

    private final Server server;
    private final Bookkeeping bookkeeping;
    private final State state;
    private final long epoch;
    /** A block that comes twice within this attempt is left out by it; in the next one it must count again. */
    private final String attempt = UUID.randomUUID().toString();

    private final Set<TableName> cleared = new HashSet<>();
    private long announced;
    private long from;

    Undoing(Server server, Bookkeeping bookkeeping, State state, long epoch) {
        this.server = server;
        this.bookkeeping = bookkeeping;
        this.state = state;
        this.epoch = epoch;
    }

    static boolean concerns(StoredTable table) {
        return !table.replaces() && table.isReadable();
    }

    /** Removes what is left of an attempt before, once for each table. */
    synchronized void clear(Layout layout) {
        if (!concerns(layout.stored()) || !cleared.add(layout.mapped().name()) || !isUnfinished()) {
            return;
        }
        server.endQueries(LABEL, "ending what was left of an attempt before");
        remove(
                server,
                layout,
                " >= " + Long.toUnsignedString(begin()) + " AND " + Identifiers.quote(Design.VERSION) + " <= "
                        + Long.toUnsignedString(state.writing()));
    }

    /** Removes rows of versions that compare so; asks first, because removing nothing costs more. */
    static void remove(Server server, Layout layout, String versions) {
        String where = " WHERE " + Identifiers.quote(Design.VERSION) + versions;
        String doing = "taking back unfinished rows of "
                + layout.mapped().destination().name();
        if (!server.query("SELECT 1 FROM " + layout.table() + where + " LIMIT 1", doing)
                .isEmpty()) {
            server.run("DELETE FROM " + layout.stored().rows().named() + where, doing);
        }
    }

    /** Changes before the position have lower versions, those after it have this or a higher one. */
    private long begin() {
        return state.position().map(Position::order).orElse(state.writingFrom());
    }

    private boolean isUnfinished() {
        return state.writing() != 0 && Long.compareUnsigned(state.writing(), begin()) >= 0;
    }

    /** To be called before rows of these versions are written; held changes were committed before, and don't count. */
    synchronized void announce(long first, long last) {
        boolean isCommitted = state.position().isPresent()
                && Long.compareUnsigned(last, state.position().get().order()) < 0;
        if (isCommitted || Long.compareUnsigned(last, announced) <= 0) {
            return;
        }
        from = from == 0 ? first : from;
        bookkeeping.write(state, epoch, from, last);
        announced = last;
    }

    /** What tells a block from all others of this attempt. */
    Map<String, String> settings(TableName table, String block) {
        return Map.of("insert_deduplication_token", table + "/" + attempt + "/" + block);
    }

    /** What tells a block of held changes from all others, in later attempts too. */
    Map<String, String> settingsOfHeld(TableName table, long id) {
        return Map.of("insert_deduplication_token", table + "/" + state.incarnation() + "/" + id);
    }
}
