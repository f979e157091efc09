package dev.tain.engine.internal;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.StreamSpec;
import dev.tain.engine.EngineSettings;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.TablePhase;
import dev.tain.engine.core.BatchPolicy;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.model.Position;

/** A mirror at work that streams, with a snapshot before or beside it. */
final class StreamWork implements MirrorCycle.Work {
    private final CycleParts parts;
    private final TableBook tables;
    private final Opened opened = new Opened();
    private final BatchApplier batches;
    private final ChangeStream stream;
    private final SnapshotRunner copier;
    private final TableEdits edits;
    private final TableRetries retries;
    private final ContractBook contracts;
    private final Scope scope;
    private volatile BatchPolicy policy;

    private StreamWork(CycleParts parts, MirrorConfig config) {
        MirrorContext context = parts.context();
        this.parts = parts;
        this.tables = parts.tables();
        this.policy = policy(config, context.settings());
        try {
            StreamSpec spec = StreamSpecs.of(config);
            ChangeWriter writer = opened.add(
                    new ChangeWriter(() -> context.destination().applier(context.mirror(), context.epoch())));
            TableRemoval.run(parts, config);
            batches = new BatchApplier(writer, parts);
            Position start = parts.hands().snapshots().position();
            if (spec.ownsSlot() && start != null) {
                batches.begin(start);
            }
            stream = opened.add(context.source().stream(spec, batches.applied()));
            copier = new SnapshotRunner(
                    context,
                    new SnapshotRunner.Tables(tables, parts.quarantine()),
                    config.snapshot(),
                    parts.hands().snapshots().live());
            edits = new TableEdits(parts, stream, copier);
            retries = new TableRetries(parts, copier);
            contracts = new ContractBook(context, tables);
            scope = opened.add(parts.openScope());
            begin();
        } catch (Throwable e) {
            opened.close();
            throw e;
        }
    }

    static StreamWork open(CycleParts parts, MirrorConfig config) {
        return new StreamWork(parts, config);
    }

    /** One second asks for freshness below a second, so half of it is waited. */
    private static BatchPolicy policy(MirrorConfig config, EngineSettings settings) {
        long seconds = config.stream().idleTimeoutSeconds();
        long idleMillis = seconds == 1 ? 500 : seconds * 1_000;
        return new BatchPolicy(config.stream().maxBatchRows(), settings.batchBytes(), idleMillis);
    }

    private BatchPolicy policy() {
        return parts.hands().gauge().isWaitedFor() ? policy.hurried() : policy;
    }

    private void begin() {
        MirrorContext context = parts.context();
        Gauge gauge = parts.hands().gauge();
        Position from = batches.applied();
        if (from != null) {
            gauge.applied(from.order());
        }
        copier.add(tables.in(TablePhase.COPYING));
        HistoryKeeper history = new HistoryKeeper(context.stores().history(), context.mirror());
        Handover handover = new Handover();
        tables.onPhase(phase -> {
            if (phase == TablePhase.CATCHING_UP) {
                handover.wake();
            } else if (phase == TablePhase.STREAMING && tables.isStreaming()) {
                parts.hands().nudge().give();
            }
        });
        ApplyLoop.Reporting reporting = new ApplyLoop.Reporting(history, gauge, context.clock(), this::policy);
        scope.fork("read", new StreamReader(stream, handover, this::policy, gauge, context.clock()));
        scope.fork("apply", new ApplyLoop(handover, batches, stream, reporting));
        scope.fork("history", history);
        scope.fork(
                "heartbeat",
                new Heartbeat(context.source(), gauge, context.settings().heartbeatMillis(), context.clock()));
        CycleParts.forkWorkers(scope, copier);
    }

    /** Tables are taken out between two attempts, so this one ends when some are to be. */
    @Override
    public MirrorCycle.Outcome look(MirrorRecord record) {
        scope.rethrow();
        if (TableRemoval.isDue(record.config(), tables)) {
            return MirrorCycle.Outcome.STOPPED;
        }
        policy = policy(record.config(), parts.context().settings());
        edits.apply(scope, record);
        retries.look(record.config());
        contracts.refresh();
        boolean current = tables.hasAll(record.config())
                && tables.isCurrent(parts.hands().gauge().appliedOrder());
        parts.state().report(current ? MirrorState.RUNNING : MirrorState.SNAPSHOTTING);
        if (tables.isCopied()) {
            parts.hands().snapshots().release();
        }
        return MirrorCycle.Outcome.WORKING;
    }

    @Override
    public void close() {
        opened.close();
        parts.hands().gauge().lost();
    }
}
