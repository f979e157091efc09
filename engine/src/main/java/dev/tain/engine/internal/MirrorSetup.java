package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.connector.Snapshot;
import dev.tain.connector.StreamSpec;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.TablePhase;
import dev.tain.engine.store.ProgressStore;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.Position;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Makes what a mirror needs at its source and destination. Every step may be repeated after a crash: what is made is
 * written down only once it all is.
 */
final class MirrorSetup {
    private final MirrorContext context;

    MirrorSetup(MirrorContext context) {
        this.context = context;
    }

    /** Looks at the source tables of the mappings and maps them; throws when one is gone. */
    List<MappedTable> map(MirrorConfig config, List<TableMapping> mappings) {
        return map(config, mappings, missing -> {
            throw missing(missing);
        });
    }

    /** The same; what is to be done about tables that are gone is told. */
    List<MappedTable> map(MirrorConfig config, List<TableMapping> mappings, Consumer<Set<TableName>> gone) {
        List<TableName> names = mappings.stream().map(TableMapping::source).toList();
        List<TableSchema> described = context.source().describe(names);
        if (described.size() < names.size()) {
            Set<TableName> missing = new TreeSet<>(names);
            described.forEach(table -> missing.remove(table.name()));
            gone.accept(missing);
        }
        return new TableMapper(config, context.destination().defaultSchema()).map(mappings, described);
    }

    static TainException missing(Set<TableName> tables) {
        return new TainException(
                ErrorCode.TABLE_MISSING,
                "source tables do not exist: " + tables,
                "restore them, or take them out of the mirror");
    }

    /**
     * Publication, destination tables, slot, in this order, so that the slot's start has all before it. Returns the
     * snapshot of that start, which the caller closes.
     */
    Snapshot makeStream(MirrorConfig config, List<MappedTable> tables) {
        StreamSpec spec = StreamSpecs.of(config);
        context.requireOwned();
        context.source().publish(spec, context.epoch());
        // a position that an earlier mirror of this name left behind would not be one of this stream
        context.destination().drop(context.mirror(), context.epoch());
        context.destination().prepare(context.mirror(), tables);
        // from here on, writers of earlier attempts, and of an earlier mirror of this name, write no more
        context.destination().takeOver(context.mirror(), context.epoch());
        context.requireOwned();
        Snapshot snapshot = context.source().createStream(spec);
        try {
            writeDown(config, tables, snapshot);
            context.log()
                    .info("slot " + spec.slot() + " and publication " + spec.publication() + " stand at "
                            + snapshot.position().text());
        } catch (Throwable e) {
            snapshot.close();
            throw e;
        }
        return snapshot;
    }

    private void writeDown(MirrorConfig config, List<MappedTable> tables, Snapshot snapshot) {
        ProgressStore progress = context.stores().progress();
        for (MappedTable table : tables) {
            progress.put(context.mirror(), context.epoch(), first(config, table.name(), snapshot.position()));
        }
        progress.streamMade(context.mirror(), context.epoch());
    }

    /** A stream of Tain's own starts exactly at the snapshot; one of the user's is somewhere before it. */
    private static TableProgress first(MirrorConfig config, TableName table, Position snapshot) {
        boolean exact = StreamSpecs.of(config).ownsSlot();
        if (config.snapshot().wanted()) {
            return exact ? new TableProgress(table, TablePhase.WAITING, 0, 0) : TableProgress.unpublished(table);
        }
        return new TableProgress(table, TablePhase.STREAMING, exact ? 0 : snapshot.order(), 0);
    }

    /** For a mirror that is a snapshot only: the tables that are not wholly copied begin again, in a new snapshot. */
    Snapshot makeSnapshotOnly(List<MappedTable> tables, TableBook book, Quarantine quarantine) {
        context.destination().prepare(context.mirror(), tables);
        // from here on, workers of earlier attempts write no more
        context.destination().takeOver(context.mirror(), context.epoch());
        tables.forEach(table -> beginAgain(table, book, quarantine));
        return context.source().snapshot();
    }

    /** A division of an earlier attempt would miss rows that the new snapshot has behind its last chunk. */
    private void beginAgain(MappedTable table, TableBook book, Quarantine quarantine) {
        TableProgress known = book.progress(table.name());
        if (known == null) {
            context.destination().forget(context.mirror(), context.epoch(), table.name());
        } else if (known.phase() == TablePhase.COPYING || known.phase() == TablePhase.QUARANTINED) {
            context.destination().clear(context.mirror(), context.epoch(), table);
        } else if (known.phase() != TablePhase.WAITING) {
            return;
        }
        context.stores().progress().plan(context.mirror(), context.epoch(), table.name(), List.of());
        if (known != null && known.phase() == TablePhase.QUARANTINED) {
            quarantine.goOn(table.name(), TablePhase.WAITING);
        }
        book.put(new TableProgress(table.name(), TablePhase.WAITING, 0, 0));
    }
}
