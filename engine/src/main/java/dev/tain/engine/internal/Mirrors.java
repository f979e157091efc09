package dev.tain.engine.internal;

import dev.tain.connector.TableContract;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorEdit;
import dev.tain.engine.MirrorService;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorStatus;
import dev.tain.engine.MirrorStatus.TableStatus;
import dev.tain.engine.MirrorSummary;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.SkippedChange;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.MirrorRecord.DropOptions;
import dev.tain.engine.store.MirrorStore;
import dev.tain.engine.store.ProgressStore.ChunkTotals;
import dev.tain.engine.store.Stores;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.PeerType;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@link MirrorService}: writes what is wished and nudges the runner; tells what is stored. */
final class Mirrors implements MirrorService {
    private static final int RECENT_BATCHES = 100;

    private final Stores stores;
    private final MirrorChecks checks;
    private final Supervisor supervisor;
    private final Clock clock;

    Mirrors(Stores stores, MirrorChecks checks, Supervisor supervisor, Clock clock) {
        this.stores = stores;
        this.checks = checks;
        this.supervisor = supervisor;
        this.clock = clock;
    }

    // ---- asking

    @Override
    public List<TableContract> validate(MirrorConfig config) {
        requireNew(config.name());
        return checks.check(config).contracts();
    }

    @Override
    public void create(MirrorConfig config, boolean attach, boolean check) {
        if (attach && stores.mirrors().find(config.name()).isPresent()) {
            return;
        }
        requireNew(config.name());
        checks.checkForm(config);
        if (check) {
            checks.check(config);
        }
        if (!stores.mirrors().insert(config, clock.millis()) && !attach) {
            throw exists(config.name());
        }
        supervisor.nudge(config.name());
    }

    private void requireNew(String name) {
        if (stores.mirrors().find(name).isPresent()) {
            throw exists(name);
        }
    }

    private static TainException exists(String name) {
        return new TainException(
                        ErrorCode.MIRROR_EXISTS,
                        "mirror with name " + name + " already exists",
                        "choose another name, or drop that mirror first")
                .with("mirror", name);
    }

    @Override
    public void pause(String name) {
        MirrorRecord record = record(name);
        if (record.wish() == MirrorWish.DROP) {
            throw dropping(name);
        }
        wish(name, MirrorWish.PAUSE, DropOptions.NONE);
    }

    @Override
    public void resume(String name) {
        if (record(name).wish() == MirrorWish.DROP) {
            throw dropping(name);
        }
        wish(name, MirrorWish.RUN, DropOptions.NONE);
    }

    @Override
    public void drop(String name, boolean keepDestination, boolean dropHistory) {
        wish(name, MirrorWish.DROP, new DropOptions(keepDestination, dropHistory));
    }

    private void wish(String name, MirrorWish wish, DropOptions options) {
        if (!stores.mirrors().wish(name, wish, options)) {
            throw MirrorStore.unknown(name);
        }
        supervisor.nudge(name);
    }

    @Override
    public void edit(String name, MirrorEdit edit) {
        while (true) {
            MirrorRecord record = record(name);
            if (record.wish() == MirrorWish.DROP) {
                throw dropping(name);
            }
            MirrorConfig edited = MirrorEdits.apply(record.config(), edit);
            edit.addedTables().forEach(table -> requireTakenOut(name, table.source()));
            checks.checkEdit(record.config(), edited, edit.addedTables());
            if (stores.mirrors().reconfigure(edited, MirrorWish.RUN, record.revision())) {
                supervisor.nudge(name);
                return;
            }
        }
    }

    /** Its changes would go on as if it had never been removed. */
    private void requireTakenOut(String mirror, TableName table) {
        if (stores.progress().table(mirror, table).isPresent()) {
            throw new TainException(
                            ErrorCode.MIRROR_STATE_ILLEGAL,
                            "table " + table + " is still being taken out of the mirror",
                            "add it again once mirrors/status shows that the mirror runs")
                    .with("table", table);
        }
    }

    private static TainException dropping(String name) {
        return new TainException(
                        ErrorCode.MIRROR_STATE_ILLEGAL,
                        "mirror " + name + " is being dropped",
                        "wait until it is gone, then create it anew")
                .with("mirror", name);
    }

    private MirrorRecord record(String name) {
        return stores.mirrors().known(name);
    }

    @Override
    public List<TableName> retry(String name, List<TableName> tables) {
        List<TableName> tried = stopped(name).retry(tables);
        supervisor.nudge(name);
        return tried;
    }

    @Override
    public SkippedChange skip(String name, TableName table, OptionalLong stop) {
        SkippedChange skipped = stopped(name).skip(table, stop);
        supervisor.nudge(name);
        return skipped;
    }

    private StoppedTables stopped(String name) {
        MirrorRecord record = record(name);
        if (record.wish() == MirrorWish.DROP) {
            throw dropping(name);
        }
        return new StoppedTables(record, stores, clock.millis());
    }

    // ---- telling

    @Override
    public MirrorSummary summary(String name) {
        return summary(record(name));
    }

    private MirrorSummary summary(MirrorRecord record) {
        return summary(record, stores.stops().stops(record.name()));
    }

    private MirrorSummary summary(MirrorRecord record, List<TableStop> stops) {
        return new MirrorSummary(
                record.id(),
                record.config(),
                type(record.config().source()),
                type(record.config().destination()),
                StoppedTables.shown(shown(record), record, stops),
                record.createdAtMillis(),
                record.trouble().or(() -> StoppedTables.trouble(record, stops)));
    }

    /** What is wished shows at once, before the runner has brought it about: also that an added table is not copied. */
    private MirrorState shown(MirrorRecord record) {
        return switch (record.wish()) {
            case DROP -> MirrorState.DROPPING;
            case PAUSE -> record.state() == MirrorState.PAUSED ? MirrorState.PAUSED : MirrorState.PAUSING;
            case RUN ->
                switch (record.state()) {
                    case PAUSED -> MirrorState.CREATED;
                    case RUNNING -> streams(record) ? MirrorState.RUNNING : MirrorState.SNAPSHOTTING;
                    default -> record.state();
                };
        };
    }

    /** Whether every table of the configuration does: one that was just added may not even be known to the runner. */
    private boolean streams(MirrorRecord record) {
        Set<TableName> streaming = stores.progress().tables(record.name()).stream()
                .filter(table -> table.phase() == TablePhase.STREAMING || table.phase() == TablePhase.QUARANTINED)
                .map(TableProgress::source)
                .collect(Collectors.toSet());
        return record.config().tables().stream().allMatch(mapping -> streaming.contains(mapping.source()));
    }

    private PeerType type(String peer) {
        return stores.peers().find(peer).map(found -> found.type()).orElse(PeerType.POSTGRES);
    }

    @Override
    public MirrorStatus status(String name) {
        MirrorRecord record = record(name);
        Map<TableName, TableProgress> progress = stores.progress().tables(name).stream()
                .collect(Collectors.toMap(TableProgress::source, Function.identity()));
        Map<TableName, ChunkTotals> totals = stores.progress().totals(name).stream()
                .collect(Collectors.toMap(ChunkTotals::table, Function.identity()));
        Map<TableName, TableContract> contracts = stores.progress().contracts(name).stream()
                .collect(Collectors.toMap(TableContract::source, Function.identity()));
        Quarantined quarantined =
                new Quarantined(stores.stops().stops(name), stores.stops().skipped(name));
        List<TableStatus> tables = record.config().tables().stream()
                .map(mapping -> table(
                        mapping,
                        Optional.ofNullable(progress.get(mapping.source())),
                        Optional.ofNullable(totals.get(mapping.source())),
                        Optional.ofNullable(contracts.get(mapping.source())),
                        quarantined))
                .toList();
        return new MirrorStatus(
                summary(record, quarantined.stops()),
                tables,
                stores.history().batches(name, RECENT_BATCHES),
                stores.history().rows(name),
                supervisor.lagMillis(name));
    }

    /** What is known of a mirror's tables that have stopped. */
    private record Quarantined(List<TableStop> stops, List<SkippedChange> skipped) {
        Optional<TableStop> stop(TableName table) {
            return stops.stream().filter(each -> each.table().equals(table)).findFirst();
        }

        List<SkippedChange> skipped(TableName table) {
            return skipped.stream().filter(each -> each.table().equals(table)).toList();
        }
    }

    private static TableStatus table(
            TableMapping mapping,
            Optional<TableProgress> progress,
            Optional<ChunkTotals> totals,
            Optional<TableContract> contract,
            Quarantined quarantined) {
        ChunkTotals sums = totals.orElse(new ChunkTotals(mapping.source(), 0, 0, 0, 0, 0));
        return new TableStatus(
                mapping.source(),
                mapping.destination(),
                progress.map(TableProgress::phase).orElse(TablePhase.WAITING),
                sums.chunks(),
                sums.done(),
                sums.rows(),
                sums.estimatedRows(),
                progress.map(TableProgress::startedAtMillis).orElse(0L),
                sums.done() == 0 ? 0 : sums.doneMillis() / sums.done(),
                contract.map(TableContract::columns).orElse(List.of()),
                quarantined.stop(mapping.source()),
                quarantined.skipped(mapping.source()));
    }

    @Override
    public List<MirrorSummary> list() {
        return stores.mirrors().list().stream().map(this::summary).toList();
    }

    @Override
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(stores.history().loggedMirrors());
        stores.mirrors().list().forEach(mirror -> names.add(mirror.name()));
        return List.copyOf(names);
    }
}
