package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.connector.Snapshot;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.TablePhase;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mirror at work that is a snapshot and nothing else. */
final class SnapshotWork implements MirrorCycle.Work {
    private final TableBook tables;
    private final Opened opened;
    private @Nullable Scope scope;

    private SnapshotWork(TableBook tables, Opened opened) {
        this.tables = tables;
        this.opened = opened;
    }

    static SnapshotWork open(CycleParts parts, MirrorConfig config, List<MappedTable> mapped) {
        SnapshotWork work = new SnapshotWork(parts.tables(), new Opened());
        try {
            work.begin(parts, config, mapped);
            return work;
        } catch (Throwable e) {
            work.opened.close();
            throw e;
        }
    }

    private void begin(CycleParts parts, MirrorConfig config, List<MappedTable> mapped) {
        if (isDone(mapped.size())) {
            return;
        }
        parts.state().report(MirrorState.SNAPSHOTTING);
        Snapshot snapshot = opened.add(parts.setup().makeSnapshotOnly(mapped, tables));
        new ContractBook(parts.context(), tables).refresh();
        scope = opened.add(parts.openScope());
        List<TableName> waiting = tables.in(TablePhase.WAITING);
        LiveSnapshot live = new LiveSnapshot(snapshot.name(), Set.copyOf(waiting));
        SnapshotRunner copier = new SnapshotRunner(parts.context(), tables, config.snapshot(), live);
        copier.add(waiting);
        CycleParts.forkWorkers(scope, copier);
    }

    private boolean isDone(int count) {
        return tables.all().size() == count && tables.isCopied();
    }

    @Override
    public MirrorCycle.Outcome look(MirrorRecord record) {
        if (scope != null) {
            scope.rethrow();
        }
        return tables.isCopied() ? MirrorCycle.Outcome.DONE : MirrorCycle.Outcome.WORKING;
    }

    @Override
    public void close() {
        opened.close();
    }
}
