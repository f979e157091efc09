package dev.tain.server;

import dev.tain.connector.ColumnContract;
import dev.tain.connector.ColumnContract.Fidelity;
import dev.tain.connector.TableContract;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorEdit;
import dev.tain.engine.MirrorInvalid;
import dev.tain.engine.MirrorService;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorStatus;
import dev.tain.engine.MirrorStatus.BatchRecord;
import dev.tain.engine.MirrorStatus.TableStatus;
import dev.tain.engine.MirrorSummary;
import dev.tain.engine.SkippedChange;
import dev.tain.engine.TablePhase;
import dev.tain.engine.Trouble;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Problem;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Mirrors in memory, on a clock that stands still. Wishes come true at once. Tables named {@code missing},
 * {@code keyless} and {@code unpublished} are what their names say. Everything asked is noted in {@link #calls}.
 */
public final class FakeMirrors implements MirrorService {
    public static final long CREATED_AT = 1_767_323_045_678L;

    public final Map<String, MirrorSummary> stored = new LinkedHashMap<>();
    public final List<String> calls = new ArrayList<>();
    private final FakePeers peers;
    private final Set<String> names = new TreeSet<>();
    private long lastId;

    public FakeMirrors(FakePeers peers) {
        this.peers = peers;
    }

    @Override
    public List<TableContract> validate(MirrorConfig config) {
        calls.add("validate " + config);
        check(config);
        requireNew(config.name());
        return config.tables().stream()
                .filter(table -> !columns(table).isEmpty())
                .map(table -> new TableContract(table.source(), table.destination(), columns(table)))
                .toList();
    }

    /** Of one table the destination knows what becomes of its values. */
    private static List<ColumnContract> columns(TableMapping table) {
        String loss = "times outside of 1900 to 2299 become the nearest of these";
        return !table.source().name().equals("visits")
                ? List.of()
                : List.of(
                        new ColumnContract("id", "bigint", "id", "Int64", Fidelity.LOSSLESS, ""),
                        new ColumnContract(
                                "at",
                                "timestamp with time zone",
                                "at",
                                "Nullable(DateTime64(6, 'UTC'))",
                                Fidelity.LOSSY,
                                loss));
    }

    @Override
    public void create(MirrorConfig config, boolean attach, boolean check) {
        calls.add("create " + config + " attach=" + attach + " check=" + check);
        if (attach && stored.containsKey(config.name())) {
            return;
        }
        requireNew(config.name());
        if (check) {
            check(config);
        }
        names.add(config.name());
        stored.put(
                config.name(),
                new MirrorSummary(
                        ++lastId,
                        config,
                        PeerType.POSTGRES,
                        PeerType.POSTGRES,
                        MirrorState.SNAPSHOTTING,
                        CREATED_AT,
                        Optional.empty()));
    }

    private void check(MirrorConfig config) {
        Peer source = peers.find(config.source());
        peers.find(config.destination());
        peers.validate(source);
        List<Problem> problems = config.tables().stream()
                .map(TableMapping::source)
                .flatMap(table -> problem(table).stream())
                .toList();
        if (!problems.isEmpty()) {
            throw new MirrorInvalid(problems);
        }
    }

    private static Optional<Problem> problem(TableName table) {
        return switch (table.name()) {
            case "missing", "missing2" ->
                Optional.of(new Problem(
                        ErrorCode.TABLE_MISSING,
                        table.toString(),
                        "Table " + table + " does not exist.",
                        "Create it, or correct its name."));
            case "keyless" ->
                Optional.of(new Problem(
                        ErrorCode.TABLE_WITHOUT_KEY,
                        table.toString(),
                        "Table " + table + " has no usable key.",
                        "Add a primary key."));
            case "unpublished" ->
                Optional.of(new Problem(
                        ErrorCode.POSTGRES_PUBLICATION_INCOMPLETE,
                        table.toString(),
                        "tables not in publication \"p\": " + table,
                        "Add it to the publication."));
            default -> Optional.empty();
        };
    }

    private void requireNew(String name) {
        if (stored.containsKey(name)) {
            throw new TainException(
                            ErrorCode.MIRROR_EXISTS, "mirror " + name + " is there", "Choose another name, or drop it.")
                    .with("mirror", name);
        }
    }

    @Override
    public void pause(String name) {
        calls.add("pause " + name);
        refuseWhileDropping(name);
        to(name, MirrorState.PAUSED);
    }

    @Override
    public void resume(String name) {
        calls.add("resume " + name);
        refuseWhileDropping(name);
        to(name, MirrorState.RUNNING);
    }

    @Override
    public void edit(String name, MirrorEdit edit) {
        calls.add("edit " + name + " " + edit);
        refuseWhileDropping(name);
        to(name, MirrorState.RUNNING);
    }

    @Override
    public void drop(String name, boolean keepDestination, boolean dropHistory) {
        calls.add("drop " + name + " keepDestination=" + keepDestination + " dropHistory=" + dropHistory);
        to(name, MirrorState.DROPPING);
    }

    @Override
    public List<TableName> retry(String name, List<TableName> tables) {
        summary(name);
        calls.add("retry " + name + " " + tables);
        tables.forEach(FakeStops::require);
        return tables.isEmpty() ? List.of(new TableName("public", FakeStops.BROKEN)) : tables;
    }

    @Override
    public SkippedChange skip(String name, TableName table, OptionalLong stop) {
        summary(name);
        calls.add("skip " + name + " " + table + " " + stop);
        FakeStops.require(table);
        return FakeStops.skipped(table);
    }

    private void refuseWhileDropping(String name) {
        if (summary(name).state() == MirrorState.DROPPING) {
            throw new TainException(
                            ErrorCode.MIRROR_STATE_ILLEGAL,
                            "mirror " + name + " is being dropped",
                            "Wait until it is gone.")
                    .with("mirror", name);
        }
    }

    private void to(String name, MirrorState state) {
        change(name, state, Optional.empty());
    }

    public void change(String name, MirrorState state, Optional<Trouble> trouble) {
        MirrorSummary old = summary(name);
        stored.put(
                name,
                new MirrorSummary(
                        old.id(),
                        old.config(),
                        old.sourceType(),
                        old.destinationType(),
                        state,
                        old.createdAtMillis(),
                        trouble));
    }

    @Override
    public MirrorSummary summary(String name) {
        MirrorSummary mirror = stored.get(name);
        if (mirror == null) {
            throw new TainException(
                            ErrorCode.MIRROR_UNKNOWN,
                            "there is no mirror " + name,
                            "name one of those that mirrors/list shows")
                    .with("mirror", name);
        }
        return mirror;
    }

    @Override
    public MirrorStatus status(String name) {
        MirrorSummary mirror = summary(name);
        List<TableStatus> tables = new ArrayList<>();
        for (TableMapping table : mirror.config().tables()) {
            boolean first = tables.isEmpty();
            boolean broken = FakeStops.isStopped(table.source());
            tables.add(new TableStatus(
                    table.source(),
                    table.destination(),
                    broken ? TablePhase.QUARANTINED : first ? TablePhase.STREAMING : TablePhase.WAITING,
                    first ? 4 : 0,
                    first ? 4 : 0,
                    first ? 1000 : 0,
                    1000,
                    first ? CREATED_AT + 1000 : 0,
                    first ? 57 : 0,
                    columns(table),
                    broken ? Optional.of(FakeStops.stop(table.source())) : Optional.empty(),
                    broken ? List.of(FakeStops.skipped(table.source())) : List.of()));
        }
        return new MirrorStatus(
                mirror,
                tables,
                List.of(
                        new BatchRecord(2, 0x16B374D848L, 3, CREATED_AT + 5000, CREATED_AT + 5100),
                        new BatchRecord(1, 0x16B374D000L, 2, CREATED_AT + 4000, CREATED_AT + 4322)),
                5,
                OptionalLong.of(42));
    }

    @Override
    public List<MirrorSummary> list() {
        return List.copyOf(stored.values());
    }

    @Override
    public List<String> names() {
        return List.copyOf(names);
    }
}
