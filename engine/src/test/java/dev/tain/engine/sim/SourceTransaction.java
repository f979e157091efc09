package dev.tain.engine.sim;

import dev.tain.engine.sim.SourceTable.Stored;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A transaction at the source that is not committed: what it has changed, which it alone sees and has locked. */
final class SourceTransaction {
    private final SourceServer server;
    private final Map<TableName, Map<List<String>, Optional<Stored>>> writes = new LinkedHashMap<>();
    private final Set<TableName> truncated = new HashSet<>();
    private final Map<TableName, Boolean> publishedLate = new HashMap<>();
    private final Set<TableName> publishedAtBegin;
    private final List<Change> changes = new ArrayList<>();

    SourceTransaction(SourceServer server) {
        this.server = server;
        this.publishedAtBegin = Set.copyOf(server.published());
    }

    List<Change> changes() {
        return changes;
    }

    boolean touches(TableName table) {
        return writes.containsKey(table) || truncated.contains(table);
    }

    boolean hasTruncated(TableName table) {
        return truncated.contains(table);
    }

    boolean hasLocked(TableName table, List<String> key) {
        return truncated.contains(table) || writesOf(table).containsKey(key);
    }

    private Map<List<String>, Optional<Stored>> writesOf(TableName table) {
        return writes.getOrDefault(table, Map.of());
    }

    /** The row of a key as this transaction sees it. */
    Optional<Stored> find(TableName table, List<String> key) {
        Optional<Stored> written = writesOf(table).get(key);
        if (written != null) {
            return written;
        }
        return truncated.contains(table)
                ? Optional.empty()
                : Optional.ofNullable(server.table(table).rows().get(key));
    }

    void insert(TableName table, List<String> row) {
        put(table, row, server.table(table).anyPage(server.world()));
        add(table, List.of(), row);
    }

    void delete(TableName table, Stored row) {
        remove(table, row);
        add(table, row.values(), List.of());
    }

    /** A new version of a row, under the same key or another that nobody has; often on another page. */
    void update(TableName table, Stored before, List<String> after) {
        remove(table, before);
        boolean stays = server.world().oneIn(3);
        put(table, after, stays ? before.page() : server.table(table).anyPage(server.world()));
        add(table, before.values(), after);
    }

    void truncate(TableName table) {
        truncated.add(table);
        writes.remove(table);
        add(table, List.of(), List.of());
    }

    private void put(TableName table, List<String> row, int page) {
        write(table, row, Optional.of(new Stored(row, page)));
    }

    private void remove(TableName table, Stored row) {
        write(table, row.values(), Optional.empty());
    }

    private void write(TableName table, List<String> keyed, Optional<Stored> row) {
        List<String> key = Images.key(server.table(table).schema(), keyed);
        writes.computeIfAbsent(table, name -> new LinkedHashMap<>()).put(key, row);
    }

    private void add(TableName table, List<String> before, List<String> after) {
        changes.add(new Change(table, before, after, isPublished(table)));
    }

    /** A table that was published, or no more, while the transaction was open may be told of in it, or not. */
    private boolean isPublished(TableName table) {
        boolean now = server.published().contains(table);
        if (now == publishedAtBegin.contains(table)) {
            return now;
        }
        return now
                && publishedLate.computeIfAbsent(table, name -> server.world().oneIn(2));
    }

    /** Makes it visible to all. */
    void apply() {
        for (TableName table : truncated) {
            server.table(table).truncate();
        }
        writes.forEach((table, rows) -> rows.forEach((key, row) -> {
            server.table(table).remove(key);
            row.ifPresent(stored -> server.table(table).put(key, stored));
        }));
    }
}
