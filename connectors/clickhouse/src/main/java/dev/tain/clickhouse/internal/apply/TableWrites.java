package dev.tain.clickhouse.internal.apply;

import dev.tain.clickhouse.internal.http.Server;
import dev.tain.connector.MappedTable;
import dev.tain.model.ErrorCode;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The tables that a writer of changes writes, with what waits to be written to each. Used by one thread. */
final class TableWrites {
    private final Server server;
    private final Catalog catalog;
    private final Undoing undoing;
    private final Map<TableName, Pending> tables = new LinkedHashMap<>();

    TableWrites(Server server, Undoing undoing) {
        this.server = server;
        this.undoing = undoing;
        this.catalog = new Catalog(server);
    }

    /** The version of the first row that counts, which is not later than any other; 0 when there is none. */
    static long firstVersion(RowBuffer rows) {
        return rows.firstRow() < rows.rows() ? rows.commit(rows.firstRow()) : 0;
    }

    /** The version of the last row, which is not earlier than any other; 0 when there is none. */
    static long lastVersion(RowBuffer rows) {
        return rows.firstRow() < rows.rows() ? rows.commit(rows.rows() - 1) : 0;
    }

    /** What waits for a table. When its columns changed, what waited for it is written first. */
    Pending of(MappedTable table, long end) {
        Pending known = tables.get(table.name());
        if (known != null && known.layout().mapped().equals(table)) {
            return known;
        }
        if (known != null && known.hasRows()) {
            known.flush(end);
        }
        Pending fresh = new Pending(server, Layout.of(table, stored(table)), undoing);
        undoing.clear(fresh.layout());
        tables.put(table.name(), fresh);
        return fresh;
    }

    /** Makes the columns that the destination table lacks. */
    void extend(MappedTable table) {
        Preparation preparation = new Preparation(server);
        for (String statement : preparation.missing(table, stored(table))) {
            server.run(statement, "adding columns to " + table.destination().name());
        }
        preparation.arrangeViews(table);
    }

    private StoredTable stored(MappedTable table) {
        TableName name = table.destination().name();
        return catalog.find(name)
                .orElseThrow(() -> new TainException(
                        ErrorCode.TABLE_MISSING,
                        "The destination table " + name + " is gone.",
                        "Create it again and resync it, or take it out of the mirror."));
    }

    /** The destination tables that were written to. */
    List<TableName> names() {
        return tables.values().stream()
                .map(each -> each.layout().stored().rows().table())
                .toList();
    }

    /** Source tables that are to be emptied before what waits for them is written. */
    List<TableName> emptied() {
        return tables.entrySet().stream()
                .filter(table -> table.getValue().empties())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether a table is to be emptied up to a version that is not known yet. */
    boolean awaitsEnd() {
        return tables.values().stream().anyMatch(Pending::awaitsEnd);
    }

    long bytes() {
        long sum = 0;
        for (Pending table : tables.values()) {
            sum += table.bytes();
        }
        return sum;
    }

    /** Writes all that waits, tables beside each other. */
    void flush(long end) {
        List<Pending> waiting =
                tables.values().stream().filter(Pending::hasRows).toList();
        if (waiting.size() == 1) {
            waiting.getFirst().flush(end);
            return;
        }
        List<CompletableFuture<Void>> writing = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            waiting.forEach(table -> writing.add(CompletableFuture.runAsync(() -> table.flush(end), threads)));
        }
        for (CompletableFuture<Void> each : writing) {
            try {
                each.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException known) {
                    throw known;
                }
                throw e;
            }
        }
    }

    /** Forgets what waits, and what is known of the tables. */
    void forget() {
        tables.clear();
    }
}
