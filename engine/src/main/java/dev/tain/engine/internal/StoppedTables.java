package dev.tain.engine.internal;

import dev.tain.engine.MirrorState;
import dev.tain.engine.SkippedChange;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop;
import dev.tain.engine.Trouble;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.Stores;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a person may ask of a mirror's tables that have stopped, and what is told of them. */
final class StoppedTables {
    private final MirrorRecord mirror;
    private final Stores stores;
    private final long nowMillis;
    private final List<TableStop> stops;

    StoppedTables(MirrorRecord mirror, Stores stores, long nowMillis) {
        this.mirror = mirror;
        this.stores = stores;
        this.nowMillis = nowMillis;
        this.stops = stores.stops().stops(mirror.name());
    }

    /** See {@link dev.tain.engine.MirrorService#retry}. */
    List<TableName> retry(List<TableName> tables) {
        requireStream();
        List<TableStop> tried =
                tables.isEmpty() ? stops : tables.stream().map(this::stop).toList();
        if (tried.isEmpty()) {
            throw new TainException(
                            ErrorCode.TABLE_NOT_STOPPED,
                            "no table of mirror " + mirror.name() + " has stopped",
                            "nothing is needed")
                    .with("mirror", mirror.name());
        }
        for (TableStop stop : tried) {
            if (!stores.stops().retry(mirror.name(), stop.table(), stop.number())) {
                throw overtaken(stop.table());
            }
        }
        return tried.stream().map(TableStop::table).toList();
    }

    /** See {@link dev.tain.engine.MirrorService#skip}. */
    SkippedChange skip(TableName table, OptionalLong number) {
        requireStream();
        Optional<SkippedChange> done = number.isEmpty() ? Optional.empty() : skipped(table, number.getAsLong());
        if (done.isPresent()) {
            return done.get();
        }
        TableStop stop = stop(table);
        if (number.isPresent() && number.getAsLong() != stop.number()) {
            throw overtaken(table);
        }
        if (stop.change().isEmpty()) {
            throw new TainException(
                            ErrorCode.TABLE_NOT_STOPPED,
                            "table " + table + " has not stopped for one change that could be left out: "
                                    + stop.cause().sentence(),
                            stop.retrying()
                                    ? "the change is being looked for: look at the table again in a moment"
                                    : stop.cause().remedy() + " Then retry the table.")
                    .with("table", table);
        }
        Optional<SkippedChange> before = skipped(table, stop.number());
        SkippedChange change = before.orElseGet(
                () -> new SkippedChange(table, stop.number(), stop.change().orElseThrow(), stop.cause(), nowMillis));
        if (!stores.stops().skip(mirror.name(), change)) {
            throw overtaken(table);
        }
        return change;
    }

    private Optional<SkippedChange> skipped(TableName table, long number) {
        return stores.stops().skipped(mirror.name()).stream()
                .filter(each -> each.table().equals(table) && each.stop() == number)
                .findFirst();
    }

    private void requireStream() {
        if (mirror.config().snapshot().only()) {
            throw new TainException(
                            ErrorCode.MIRROR_STATE_ILLEGAL,
                            "mirror " + mirror.name() + " is a snapshot only, so that nothing is kept of its tables",
                            "resume the mirror: tables that could not be copied begin again")
                    .with("mirror", mirror.name());
        }
    }

    private TableStop stop(TableName table) {
        return stops.stream()
                .filter(each -> each.table().equals(table))
                .findFirst()
                .orElseThrow(() -> notStopped(table));
    }

    private TainException notStopped(TableName table) {
        boolean has = mirror.config().tables().stream()
                .anyMatch(mapping -> mapping.source().equals(table));
        if (!has) {
            return new TainException(
                            ErrorCode.REQUEST_INVALID,
                            "mirror " + mirror.name() + " has no table " + table,
                            "name a source table of the mirror, with its schema")
                    .with("table", table);
        }
        String phase = stores.progress()
                .table(mirror.name(), table)
                .map(TableProgress::phase)
                .orElse(TablePhase.WAITING)
                .name();
        return new TainException(
                        ErrorCode.TABLE_NOT_STOPPED,
                        "table " + table + " has not stopped, it is " + phase,
                        "nothing is needed; only tables that are QUARANTINED can be tried again")
                .with("table", table);
    }

    private static TainException overtaken(TableName table) {
        return new TainException(
                        ErrorCode.TABLE_NOT_STOPPED,
                        "table " + table + " goes on by now, or has stopped for another reason",
                        "look at the table again, and ask again if it has stopped")
                .with("table", table);
    }

    // ---- telling

    /** A mirror of which no table is written does not run, whatever it keeps. */
    static MirrorState shown(MirrorState state, MirrorRecord record, List<TableStop> stops) {
        boolean works = state == MirrorState.RUNNING || state == MirrorState.SNAPSHOTTING;
        return works
                        && !stops.isEmpty()
                        && stops.size() >= record.config().tables().size()
                ? MirrorState.FAILED
                : state;
    }

    /** Something is wrong with the mirror when something is with a table. */
    static Optional<Trouble> trouble(MirrorRecord record, List<TableStop> stops) {
        if (stops.isEmpty()) {
            return Optional.empty();
        }
        TableStop first = stops.getFirst();
        int count = record.config().tables().size();
        String many =
                stops.size() == 1 ? "1 of " + count + " tables has" : stops.size() + " of " + count + " tables have";
        return Optional.of(new Trouble(
                first.cause().code(),
                many + " stopped, the others go on; " + first.table() + ": "
                        + first.cause().sentence(),
                first.cause().remedy() + " Then retry the table; its changes are kept.",
                first.sinceMillis(),
                1,
                0));
    }
}
