package dev.tain.engine.sim;

import dev.tain.engine.TablePhase;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.Lsn;
import dev.tain.model.TableName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the source's tables were at each position, made from its log, to compare the destination with. */
public final class Truth {
    private final SourceServer source;
    private final DestinationServer destination;
    private final CatalogServer catalog;
    private final Map<TableName, Map<List<String>, List<String>>> state = new LinkedHashMap<>();
    private int next;

    /** To be made before the first transaction. */
    public Truth(SourceServer source, DestinationServer destination, CatalogServer catalog) {
        this.source = source;
        this.destination = destination;
        this.catalog = catalog;
        source.names().forEach(name -> state.put(name, new LinkedHashMap<>()));
    }

    /** The name that a source table has at the destination. */
    public static TableName copyOf(TableName table) {
        return new TableName("copy", table.name());
    }

    private void advance(long position) {
        while (next < source.log().size() && source.log().get(next).end() <= position) {
            source.log().get(next++).changes().forEach(this::apply);
        }
    }

    private void apply(Change change) {
        Map<List<String>, List<String>> rows = rows(change.table());
        if (change.isTruncation()) {
            rows.clear();
        }
        if (!change.before().isEmpty()) {
            rows.remove(key(change.table(), change.before()));
        }
        if (!change.after().isEmpty()) {
            rows.put(key(change.table(), change.after()), change.after());
        }
    }

    private Map<List<String>, List<String>> rows(TableName table) {
        return state.computeIfAbsent(table, name -> new LinkedHashMap<>());
    }

    private List<String> key(TableName table, List<String> row) {
        return Images.key(source.table(table).schema(), row);
    }

    /** Tables that stream and are past what chunks have copied are at the destination as they were at the position. */
    public void compare(long position) {
        advance(position);
        for (TableProgress table : catalog.progress().values()) {
            boolean streams = table.phase() == TablePhase.STREAMING;
            if (streams && Long.compareUnsigned(position, table.replayUntil()) >= 0) {
                source.world().count(Event.COMPARED_ON_THE_WAY);
                compare(table.source(), rows(table.source()), "at " + new Lsn(position));
            }
        }
    }

    /** The table is at the destination as it is at the source. */
    public void compareNow(TableName table) {
        advance(Long.MAX_VALUE);
        compare(table, rows(table), "at the end");
    }

    /** The table is at the destination as it was in some exported snapshot. */
    public void compareWithSnapshots(TableName table) {
        Map<List<String>, List<String>> copied = destination.table(copyOf(table));
        boolean found = source.taken().stream().anyMatch(snapshot -> {
            Map<List<String>, List<String>> rows = new LinkedHashMap<>();
            snapshot.table(table).rows().forEach((key, row) -> rows.put(key, row.values()));
            return rows.equals(copied);
        });
        if (!found) {
            throw World.violation(table + " is not as it was in any snapshot: " + copied);
        }
    }

    private void compare(TableName table, Map<List<String>, List<String>> expected, String when) {
        Map<List<String>, List<String>> copied = destination.table(copyOf(table));
        if (!copied.equals(expected)) {
            throw World.violation(table + " differs " + when + ": " + difference(expected, copied));
        }
    }

    private static String difference(Map<List<String>, List<String>> expected, Map<List<String>, List<String>> copied) {
        Map<String, String> lines = new TreeMap<>();
        expected.forEach((key, row) -> {
            if (!row.equals(copied.get(key))) {
                lines.put(key.toString(), "is " + copied.get(key) + " instead of " + row);
            }
        });
        copied.forEach((key, row) -> {
            if (!expected.containsKey(key)) {
                lines.put(key.toString(), "is " + row + " though there is none");
            }
        });
        return lines.toString();
    }
}
