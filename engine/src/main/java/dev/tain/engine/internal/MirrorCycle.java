package dev.tain.engine.internal;

import dev.tain.connector.Applier;
import dev.tain.connector.ChangeStream;
import dev.tain.connector.MappedTable;
import dev.tain.connector.Snapshot;
import dev.tain.connector.StreamSpec;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.TablePhase;
import dev.tain.engine.core.BatchPolicy;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to keep a mirror running: opens everything, works until something fails or the user wishes otherwise, and
 * closes everything. What it leaves behind is durable at source, destination and catalog, so the next attempt goes on
 * where this one was, whether it ended well or not.
 */
final class MirrorCycle {
    private static final long LOOK_MILLIS = 200;

    /** Wishes of this process come with a nudge; those of others are looked for this often. */
    private static final long READ_MILLIS = 1_000;

    private final MirrorContext context;
    private final LeaseKeeper lease;
    private final Nudge nudge;
    private final SnapshotHolder snapshots;
    private final Gauge gauge;
    private final TableBook tables;
    private final MirrorSetup setup;
    private MirrorRecord record;
    private @Nullable MirrorState reported;
    private long readAt;
    private volatile BatchPolicy policy;

    MirrorCycle(MirrorContext context, MirrorRecord record, MirrorHands hands) {
        this.context = context;
        this.record = record;
        this.lease = hands.lease();
        this.nudge = hands.nudge();
        this.snapshots = hands.snapshots();
        this.gauge = hands.gauge();
        this.tables = new TableBook(context.stores().progress(), context.mirror(), context.epoch());
        this.setup = new MirrorSetup(context);
        this.policy = policy(record.config());
    }

    /** What outlives one attempt. */
    record MirrorHands(LeaseKeeper lease, Nudge nudge, SnapshotHolder snapshots, Gauge gauge) {}

    /** One second asks for freshness below a second, so half of it is waited. */
    private BatchPolicy policy(MirrorConfig config) {
        long seconds = config.stream().idleTimeoutSeconds();
        long idleMillis = seconds == 1 ? 500 : seconds * 1_000;
        return new BatchPolicy(
                config.stream().maxBatchRows(), context.settings().batchBytes(), idleMillis);
    }

    /** Works until the wish changes; true when the mirror has done all it was made for. */
    boolean run() throws InterruptedException {
        MirrorConfig config = record.config();
        List<MappedTable> mapped = new ArrayList<>();
        boolean prepared = unlessUnwished(() -> {
            mapped.addAll(setup.map(config, config.tables()));
            tables.map(mapped);
            if (!config.snapshot().only()) {
                makeStream(config, mapped);
            }
        });
        if (!prepared) {
            return false;
        }
        return config.snapshot().only() ? runSnapshotOnly(config, mapped) : runStream(config);
    }

    /** Does what may wait long, such as for transactions of others; false when the wish changed before it was done. */
    private boolean unlessUnwished(Scope.Duty work) throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        try (Scope scope = new Scope(context.mirror(), nudge::give)) {
            scope.fork("prepare", () -> {
                work.run();
                done.set(true);
                nudge.give();
            });
            boolean wished = true;
            while (wished && !done.get()) {
                wished = look(scope);
            }
            return wished;
        }
    }

    // ---- a snapshot and nothing else

    private boolean runSnapshotOnly(MirrorConfig config, List<MappedTable> mapped) throws InterruptedException {
        if (tables.all().size() == mapped.size() && tables.isCopied()) {
            return true;
        }
        report(MirrorState.SNAPSHOTTING);
        try (Snapshot snapshot = setup.makeSnapshotOnly(mapped, tables);
                Scope scope = new Scope(context.mirror(), nudge::give)) {
            List<TableName> waiting = tables.in(TablePhase.WAITING);
            LiveSnapshot live = new LiveSnapshot(snapshot.name(), Set.copyOf(waiting));
            SnapshotRunner copier = new SnapshotRunner(context, tables, config.snapshot(), live);
            copier.add(waiting);
            forkWorkers(scope, copier);
            while (!tables.isCopied()) {
                if (!look(scope)) {
                    return false;
                }
            }
            return true;
        }
    }

    // ---- a stream, with a snapshot before or beside it

    private boolean runStream(MirrorConfig config) throws InterruptedException {
        StreamSpec spec = StreamSpecs.of(config);
        try (Applier applier = context.destination().applier(context.mirror(), context.epoch())) {
            TableRemoval.run(context, config, tables, snapshots);
            BatchApplier batches = new BatchApplier(applier, tables, context.source());
            Position from = batches.applied();
            if (from != null) {
                gauge.applied(from.order());
            }
            try (ChangeStream stream = context.source().stream(spec, from);
                    Scope scope = new Scope(context.mirror(), nudge::give)) {
                SnapshotRunner copier = new SnapshotRunner(context, tables, config.snapshot(), snapshots.live());
                copier.add(tables.in(TablePhase.COPYING));
                fork(scope, stream, batches, copier);
                keep(scope, stream, copier);
            }
        }
        return false;
    }

    private void makeStream(MirrorConfig config, List<MappedTable> mapped) {
        if (!context.stores().progress().isStreamMade(context.mirror())) {
            report(MirrorState.CREATED);
            Snapshot snapshot = setup.makeStream(config, mapped);
            snapshots.hold(snapshot, mapped.stream().map(MappedTable::name).toList());
            tables.reload();
        } else {
            context.destination().prepare(context.mirror(), mapped);
        }
    }

    private void fork(Scope scope, ChangeStream stream, BatchApplier batches, SnapshotRunner copier) {
        HistoryKeeper history = new HistoryKeeper(context.stores().history(), context.mirror());
        Handover handover = new Handover();
        StreamReader reader = new StreamReader(stream, handover, () -> policy, gauge, context.clock());
        ApplyLoop applying =
                new ApplyLoop(handover, batches, stream, new ApplyLoop.Reporting(history, gauge, context.clock()));
        Heartbeat heartbeat =
                new Heartbeat(context.source(), gauge, context.settings().heartbeatMillis(), context.clock());
        scope.fork("read", reader::run);
        scope.fork("apply", applying::run);
        scope.fork("history", history::run);
        scope.fork("heartbeat", heartbeat::run);
        forkWorkers(scope, copier);
    }

    private static void forkWorkers(Scope scope, SnapshotRunner copier) {
        for (int i = 1; i <= copier.workers(); i++) {
            scope.fork("copy-" + i, copier::work);
        }
    }

    /** Looks after the running threads until the wish changes, or tables are to be taken out. */
    private void keep(Scope scope, ChangeStream stream, SnapshotRunner copier) throws InterruptedException {
        TableEdits edits = new TableEdits(context, setup, tables, stream, copier);
        do {
            if (TableRemoval.isDue(record.config(), tables)) {
                return;
            }
            boolean current = tables.isCurrent(gauge.appliedOrder());
            report(current ? MirrorState.RUNNING : MirrorState.SNAPSHOTTING);
            if (tables.isCopied()) {
                snapshots.release();
            }
            policy = policy(record.config());
            edits.apply(scope, record);
        } while (look(scope));
    }

    /** Waits a little; false when the user wishes something other than that the mirror runs. */
    private boolean look(Scope scope) throws InterruptedException {
        boolean nudged = nudge.await(LOOK_MILLIS);
        scope.rethrow();
        lease.keep();
        long now = context.clock().millis();
        if (!nudged && now - readAt < READ_MILLIS) {
            return true;
        }
        readAt = now;
        Optional<MirrorRecord> read = context.stores().mirrors().find(context.mirror());
        if (read.isEmpty() || read.get().wish() != MirrorWish.RUN) {
            return false;
        }
        record = read.get();
        return true;
    }

    private void report(MirrorState state) {
        if (state != reported) {
            context.stores().mirrors().report(context.mirror(), context.epoch(), state, Optional.empty());
            reported = state;
        }
    }
}
