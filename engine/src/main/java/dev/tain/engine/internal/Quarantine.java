package dev.tain.engine.internal;

import dev.tain.engine.SkippedChange;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop;
import dev.tain.engine.TableStop.Cause;
import dev.tain.engine.TableStop.RowChange;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.NetChanges;
import dev.tain.model.NetKind;
import dev.tain.model.RowBuffer;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a mirror that have stopped, and the changes that are left out. Used by all threads of the mirror.
 *
 * <p>Invariants: (a) a stop is durable before its table's changes are held because of it; (b) a table goes on only
 * when all that was held of it is applied, or its copy begins again.
 */
final class Quarantine {
    private final MirrorContext context;
    private final TableBook tables;
    private final Map<TableName, TableStop> stops = new ConcurrentHashMap<>();
    private final Map<TableName, List<RowChange>> skipped = new ConcurrentHashMap<>();
    private final Set<TableName> retrying = ConcurrentHashMap.newKeySet();
    private final Set<TableName> unfollowed = ConcurrentHashMap.newKeySet();
    private long lastNumber;

    Quarantine(MirrorContext context, TableBook tables) {
        this.context = context;
        this.tables = tables;
        context.stores().stops().stops(context.mirror()).forEach(stop -> stops.put(stop.table(), stop));
        readSkipped();
    }

    /** Where a stop was noticed, and what is known of it. */
    record Found(String position, Optional<RowChange> change, boolean retrying) {
        static Found nothing() {
            return new Found("", Optional.empty(), false);
        }
    }

    boolean isEmpty() {
        return stops.isEmpty();
    }

    @Nullable
    TableStop stop(TableName table) {
        return stops.get(table);
    }

    /** Stops a table, or gives another reason for one that has stopped. Its changes are held from now on. */
    void stop(TableName table, TainException error, Found found) {
        retrying.remove(table);
        tables.put(table, progress -> {
            TableStop stop = next(progress, error, found);
            context.stores().stops().stop(context.mirror(), context.epoch(), stop);
            stops.put(table, stop);
            if (stop.retrying()) {
                retrying.add(table);
            }
            return progress.withPhase(TablePhase.QUARANTINED);
        });
        context.log()
                .warn("table " + table + " has stopped, its changes are kept, other tables go on: " + error.code()
                        + ": " + error.sentence() + "; remedy: " + error.remedy());
    }

    private synchronized TableStop next(TableProgress progress, TainException error, Found found) {
        TableStop before = stops.get(progress.source());
        long now = context.clock().millis();
        lastNumber = Math.max(now, Math.max(lastNumber, before == null ? 0 : before.number()) + 1);
        TablePhase resumes = before == null ? resumes(progress.phase()) : before.resumes();
        return new TableStop(
                progress.source(),
                lastNumber,
                resumes,
                found.retrying() && resumes == TablePhase.CATCHING_UP,
                new Cause(error.code(), error.sentence(), error.remedy()),
                before == null ? found.position() : before.position(),
                found.change(),
                before == null ? now : before.sinceMillis(),
                now);
    }

    private static TablePhase resumes(TablePhase phase) {
        return phase == TablePhase.WAITING || phase == TablePhase.COPYING ? TablePhase.COPYING : TablePhase.CATCHING_UP;
    }

    /** The table is in a phase again, and its stop is history. */
    void goOn(TableName table, TablePhase phase) {
        retrying.remove(table);
        unfollowed.remove(table);
        tables.put(table, before -> {
            TableProgress progress = before.withPhase(phase);
            context.stores().stops().goOn(context.mirror(), context.epoch(), progress);
            stops.remove(table);
            return progress;
        });
        context.log().info("table " + table + " goes on");
    }

    /** The table is taken out of the mirror. */
    void forget(TableName table) {
        stops.remove(table);
        retrying.remove(table);
        unfollowed.remove(table);
        skipped.remove(table);
    }

    // ---- retrying

    /** Stops that a retry was asked for and that are not retried yet. */
    List<TableStop> asked() {
        return context.stores().stops().stops(context.mirror()).stream()
                .filter(TableStop::retrying)
                .filter(stop -> !retrying.contains(stop.table()) && isKnown(stop))
                .toList();
    }

    private boolean isKnown(TableStop stop) {
        TableStop known = stops.get(stop.table());
        return known != null && known.number() == stop.number();
    }

    /** What is held of the table may be applied. */
    void retry(TableName table) {
        readSkipped();
        retrying.add(table);
    }

    /** Tables of which what is held is to be applied; sorted. */
    List<TableName> retrying() {
        return retrying.stream().sorted().toList();
    }

    // ---- columns

    /** The table has columns that the destination was not given. */
    void lostTrack(TableName table) {
        unfollowed.add(table);
    }

    boolean isUnfollowed(TableName table) {
        return unfollowed.contains(table);
    }

    void follows(TableName table) {
        unfollowed.remove(table);
    }

    // ---- what is left out

    private void readSkipped() {
        for (SkippedChange each : context.stores().stops().skipped(context.mirror())) {
            List<RowChange> known = new ArrayList<>(skipped.getOrDefault(each.table(), List.of()));
            if (!known.contains(each.change())) {
                known.add(each.change());
                skipped.put(each.table(), List.copyOf(known));
            }
        }
    }

    /** The changes without those that a person has had left out. */
    NetChanges withoutSkipped(TableName table, NetChanges changes) {
        List<RowChange> out = skipped.getOrDefault(table, List.of());
        if (out.isEmpty()) {
            return changes;
        }
        RowBuffer rows = changes.rows();
        byte[] kinds = changes.kinds().clone();
        for (int row = rows.firstRow(); row < rows.rows(); row++) {
            if (isAny(out, changes, row)) {
                kinds[row] = (byte) NetKind.VOID.ordinal();
            }
        }
        return new NetChanges(rows, kinds);
    }

    private static boolean isAny(List<RowChange> out, NetChanges changes, int row) {
        RowBuffer rows = changes.rows();
        boolean deletes = changes.kind(row) == NetKind.DELETED;
        return out.stream().anyMatch(change -> change.is(rows.commit(row), rows.sequence(row), deletes));
    }
}
