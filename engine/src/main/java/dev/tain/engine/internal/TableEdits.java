package dev.tain.engine.internal;

import dev.tain.connector.ChangeStream;
import dev.tain.connector.MappedTable;
import dev.tain.connector.StreamSpec;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.TablePhase;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings tables into a running mirror that its configuration was given, without stopping the stream. An added table is
 * known (its changes are kept) before it is published, and is published before its copy begins, so nothing of it is
 * missed. Tables leave it by {@link TableRemoval}.
 */
final class TableEdits {
    private final MirrorContext context;
    private final MirrorSetup setup;
    private final TableBook tables;
    private final ChangeStream stream;
    private final SnapshotRunner copier;
    private final AtomicBoolean publishing = new AtomicBoolean();
    private long appliedRevision;

    TableEdits(MirrorContext context, MirrorSetup setup, TableBook tables, ChangeStream stream, SnapshotRunner copier) {
        this.context = context;
        this.setup = setup;
        this.tables = tables;
        this.stream = stream;
        this.copier = copier;
    }

    /**
     * Does nothing when the configuration's tables were brought about already. Publishing has a thread of its own,
     * since it may wait for long transactions of others while the changes of other tables go on.
     */
    void apply(Scope scope, MirrorRecord record) {
        if (record.revision() == appliedRevision || publishing.get()) {
            return;
        }
        MirrorConfig config = record.config();
        add(
                config,
                config.tables().stream()
                        .filter(mapping -> tables.progress(mapping.source()) == null)
                        .toList());
        StreamSpec spec = StreamSpecs.of(config);
        stream.watch(spec.tables());
        appliedRevision = record.revision();
        publishing.set(true);
        scope.fork("publish", () -> {
            publish(spec);
            return null;
        });
    }

    private void add(MirrorConfig config, List<TableMapping> added) {
        if (added.isEmpty()) {
            return;
        }
        List<MappedTable> mapped = setup.map(config, added);
        mapped.forEach(table -> context.destination().forget(context.mirror(), context.epoch(), table.name()));
        context.destination().prepare(context.mirror(), mapped);
        tables.map(mapped);
        // its stream does not begin where an exported snapshot is, if there is one
        long now = context.source().position().order();
        for (MappedTable table : mapped) {
            boolean copied = !table.options().containsKey(TableMapping.WITHOUT_SNAPSHOT);
            tables.put(
                    copied
                            ? new TableProgress(table.name(), TablePhase.WAITING, now, 0)
                            : new TableProgress(table.name(), TablePhase.STREAMING, 0, 0));
            context.log().info("table " + table.name() + " is added to the mirror");
        }
    }

    /** Tables that wait are copied once they are published; those of the stream's start were before it. */
    private void publish(StreamSpec spec) {
        context.source().publish(spec);
        List<TableName> waiting = tables.in(TablePhase.WAITING);
        if (waiting.stream().anyMatch(table -> !copier.isExact(table))) {
            context.source().settle();
        }
        copier.add(waiting);
        publishing.set(false);
    }
}
