package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.connector.Snapshot;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorState;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mirror at work that is a snapshot and nothing else. */
final class SnapshotWork implements MirrorCycle.Work {
    private final TableBook tables;
    private final Quarantine quarantine;
    private final Opened opened;
    private @Nullable Scope scope;

    private SnapshotWork(CycleParts parts, Opened opened) {
        this.tables = parts.tables();
        this.quarantine = parts.quarantine();
        this.opened = opened;
    }

    static SnapshotWork open(CycleParts parts, MirrorConfig config, List<MappedTable> mapped) {
        SnapshotWork work = new SnapshotWork(parts, new Opened());
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
        Snapshot snapshot = opened.add(parts.setup().makeSnapshotOnly(mapped, tables, quarantine));
        new ContractBook(parts.context(), tables).refresh();
        scope = opened.add(parts.openScope());
        List<TableName> waiting = tables.in(TablePhase.WAITING);
        LiveSnapshot live = new LiveSnapshot(snapshot.name(), Set.copyOf(waiting));
        SnapshotRunner.Tables copied = new SnapshotRunner.Tables(tables, quarantine);
        SnapshotRunner copier = new SnapshotRunner(parts.context(), copied, config.snapshot(), live);
        copier.add(waiting);
        CycleParts.forkWorkers(scope, copier);
    }

    private boolean isDone(int count) {
        return tables.all().size() == count && tables.isCopied() && quarantine.isEmpty();
    }

    @Override
    public MirrorCycle.Outcome look(MirrorRecord record) {
        if (scope != null) {
            scope.rethrow();
        }
        if (!tables.isCopied()) {
            return MirrorCycle.Outcome.WORKING;
        }
        tables.in(TablePhase.QUARANTINED).forEach(this::fail);
        return MirrorCycle.Outcome.DONE;
    }

    /** The other tables are copied. Without a stream there is nothing to keep a table's changes in: it begins again. */
    private void fail(TableName table) {
        TableStop stop = quarantine.stop(table);
        if (stop != null) {
            throw new TainException(
                            stop.cause().code(),
                            "table " + table + " could not be copied: "
                                    + stop.cause().sentence(),
                            stop.cause().remedy() + " Then resume the mirror: the table is copied anew.")
                    .with("table", table);
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
