package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.Identifiers;
import dev.tain.clickhouse.internal.apply.Bookkeeping.State;
import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.ReadPoint.TablePoint;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Copied rows that the stream brought too, in tables that keep all rows. A chunk that was not read in the snapshot with
 * which the stream begins has changes in it that are in the stream as well. Once the stream has passed all that such
 * chunks can have read, their rows give way where the stream brought the same key. What is left is what a copy of that
 * moment would have been, with the stream beside it: no row is there twice, none is missing. Rows of chunks that a new
 * division of the table has replaced go as well.
 *
 * <p>Done again it changes nothing, so it is done before the position is stored at which the table counts as complete.
 */
final class Overlaps {
    /** Keys that the server holds in memory at once. */
    static final long MOST_KEYS = 5_000_000;
    /** Numbers of chunks that one statement names. */
    private static final int MOST_VERSIONS = 5_000;

    private static final String VERSION = Identifiers.quote(Design.VERSION);

    private final Server server;
    private final Bookkeeping bookkeeping;
    private final long mostKeys;

    Overlaps(Server server, Bookkeeping bookkeeping, long mostKeys) {
        this.server = server;
        this.bookkeeping = bookkeeping;
        this.mostKeys = mostKeys;
    }

    /** To be called when all that was streamed up to a position is written at which the table is complete. */
    void remove(State state, TablePoint table) {
        String chunks = bookkeeping.chunks() + " WHERE " + bookkeeping.of(state, table.source());
        String key = server
                .query(
                        "SELECT arrayJoin(key) FROM (SELECT key FROM " + chunks + " AND done = 0 AND notEmpty(key)"
                                + " ORDER BY at DESC LIMIT 1)",
                        "looking for chunks that the stream overlaps")
                .stream()
                .map(row -> Identifiers.quote(row.getFirst()))
                .collect(Collectors.joining(", "));
        if (key.isEmpty()) {
            return;
        }
        List<String> replaced = versions(chunks + replaced(chunks));
        List<String> copied = versions(chunks + " AND done = 0 AND notEmpty(key)");
        new Catalog(server).find(table.destination()).ifPresent(stored -> {
            remove(stored, table, replaced, "");
            removeStreamed(state.begin(), stored, table, copied, key);
        });
        bookkeeping.removeAttempts(state, table.source());
    }

    private List<String> versions(String chunks) {
        return server.query("SELECT DISTINCT version FROM " + chunks, "looking at the chunks of a table").stream()
                .map(List::getFirst)
                .toList();
    }

    /** Attempts that wrote chunks which are none of the table's any more, because it was divided anew. */
    private static String replaced(String chunks) {
        String divisions = " FROM " + chunks + " AND done = 2";
        return " AND done = 0 AND (SELECT count()" + divisions + ") > 0 AND chunk GLOBAL NOT IN (SELECT chunk"
                + divisions + " AND version = (SELECT max(version)" + divisions + "))";
    }

    private void removeStreamed(long begin, StoredTable stored, TablePoint table, List<String> copied, String key) {
        String all = Identifiers.quote(table.destination());
        String streamed = " WHERE " + VERSION + " >= " + Long.toUnsignedString(begin);
        long count = Long.parseLong(server.query("SELECT count() FROM " + all + streamed, doing(table))
                .getFirst()
                .getFirst());
        long parts = count / mostKeys + 1;
        for (long part = 0; part < parts && count > 0; part++) {
            String some = parts == 1 ? "" : " AND cityHash64(" + key + ") % " + parts + " = " + part;
            String keys = "SELECT " + key + " FROM " + all + streamed + some;
            remove(stored, table, copied, some + " AND (" + key + ") IN (" + keys + ")");
        }
    }

    /**
     * Asks first, because removing nothing costs more. All is counted, though one row would do: a question to shards
     * that ends early, with keys still on their way to them, has taken down servers (26.7).
     */
    private void remove(StoredTable stored, TablePoint table, List<String> versions, String more) {
        for (int from = 0; from < versions.size(); from += MOST_VERSIONS) {
            List<String> some = versions.subList(from, Math.min(versions.size(), from + MOST_VERSIONS));
            String where = " WHERE " + VERSION + " IN (" + String.join(", ", some) + ")" + more;
            String question = "SELECT count() > 0 FROM " + Identifiers.quote(table.destination()) + where
                    + " SETTINGS distributed_product_mode = 'global'";
            if (server.query(question, doing(table)).getFirst().getFirst().equals("1")) {
                server.run("DELETE FROM " + stored.rows().named() + where, doing(table));
            }
        }
    }

    private static String doing(TablePoint table) {
        return "taking back copied rows of " + table.destination() + " that are there otherwise";
    }
}
