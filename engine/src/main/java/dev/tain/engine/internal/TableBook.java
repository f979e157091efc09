package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.connector.ReadPoint.TablePoint;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.TablePhase;
import dev.tain.engine.store.ProgressStore;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a mirror that runs: how each is mapped and how far it is. Progress is durable before it is visible
 * here. Used by all threads of the mirror; each phase is left by one of them only (copying by the snapshot, catching up
 * by the applier), except into quarantine.
 */
final class TableBook {
    private final ProgressStore store;
    private final String mirror;
    private final long epoch;
    private final Map<TableName, MappedTable> mapped = new ConcurrentHashMap<>();
    private final Map<TableName, TableProgress> progress = new ConcurrentHashMap<>();
    private volatile Consumer<TablePhase> entered = phase -> {};

    TableBook(ProgressStore store, String mirror, long epoch) {
        this.store = store;
        this.mirror = mirror;
        this.epoch = epoch;
        reload();
    }

    /** Reads again what is stored, after others have stored it. */
    void reload() {
        store.tables(mirror).forEach(table -> progress.put(table.source(), table));
    }

    void map(Collection<MappedTable> tables) {
        tables.forEach(table -> mapped.put(table.name(), table));
    }

    Set<MappedTable> allMapped() {
        return Set.copyOf(mapped.values());
    }

    /**
     * What readers may know of each table. One is complete when it streams and the stream has passed what was read of
     * the source ahead of it.
     *
     * @param applied {@link dev.tain.model.Position#order()} of the position that is about to be applied
     */
    List<TablePoint> points(long applied) {
        List<TablePoint> points = new ArrayList<>();
        mapped.forEach((name, table) -> {
            TableProgress known = progress.get(name);
            if (known != null) {
                points.add(new TablePoint(name, table.destination().name(), isCurrent(known, applied)));
            }
        });
        return points;
    }

    /** Null when the mirror does not have the table (any more). */
    @Nullable
    MappedTable mapped(TableName table) {
        return mapped.get(table);
    }

    @Nullable
    TableProgress progress(TableName table) {
        return progress.get(table);
    }

    /** The progress of a table that the mirror has. */
    TableProgress known(TableName table) {
        return Objects.requireNonNull(progress.get(table), table::toString);
    }

    Collection<TableProgress> all() {
        return List.copyOf(progress.values());
    }

    List<TableName> in(TablePhase phase) {
        return progress.values().stream()
                .filter(table -> table.phase() == phase)
                .map(TableProgress::source)
                .sorted()
                .toList();
    }

    /** Adds a table, or begins it again. One in quarantine stays there: it leaves by {@link Quarantine#goOn}. */
    void put(TableProgress table) {
        synchronized (progress) {
            TableProgress before = progress.get(table.source());
            TableProgress kept = before != null && before.phase() == TablePhase.QUARANTINED
                    ? before.replayedUntil(table.replayUntil())
                    : table;
            store.put(mirror, epoch, kept);
            stored(kept);
        }
    }

    /** Stores a table's progress in a way of its own, while nobody else does. */
    void put(TableName table, UnaryOperator<TableProgress> storing) {
        synchronized (progress) {
            TableProgress before = progress.get(table);
            if (before != null) {
                stored(storing.apply(before));
            }
        }
    }

    private void stored(TableProgress table) {
        TableProgress before = progress.put(table.source(), table);
        if (before == null || before.phase() != table.phase()) {
            entered.accept(table.phase());
        }
    }

    /** Whom to tell, on the thread that did it, that a table has come into a phase. */
    void onPhase(Consumer<TablePhase> told) {
        entered = told;
    }

    /** While no other thread of the mirror works. */
    void remove(TableName table) {
        store.remove(mirror, epoch, table);
        progress.remove(table);
        mapped.remove(table);
    }

    /** Whether every table of the configuration is known here; one that an edit has just added may not be yet. */
    boolean hasAll(MirrorConfig config) {
        return config.tables().stream().allMatch(mapping -> progress.containsKey(mapping.source()));
    }

    /** Whether nothing is left to copy. */
    boolean isCopied() {
        return in(TablePhase.WAITING).isEmpty() && in(TablePhase.COPYING).isEmpty();
    }

    /** Whether every table streams, those in quarantine left aside. */
    boolean isStreaming() {
        return progress.values().stream()
                .allMatch(table -> table.phase() == TablePhase.STREAMING || table.phase() == TablePhase.QUARANTINED);
    }

    /**
     * Whether every table streams and the stream has passed what chunks have copied ahead of it, those in quarantine
     * left aside.
     *
     * @param applied {@link dev.tain.model.Position#order()} of the applied position
     */
    boolean isCurrent(long applied) {
        return progress.values().stream()
                .allMatch(table -> table.phase() == TablePhase.QUARANTINED || isCurrent(table, applied));
    }

    private static boolean isCurrent(TableProgress table, long applied) {
        return table.phase() == TablePhase.STREAMING && Long.compareUnsigned(applied, table.replayUntil()) >= 0;
    }
}
