package dev.tain.engine.internal;

import dev.tain.connector.Applier;
import dev.tain.connector.MappedTable;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop.RowChange;
import dev.tain.engine.core.TableNetting;
import dev.tain.engine.internal.Quarantine.Found;
import dev.tain.model.NetChanges;
import dev.tain.model.Position;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Applies what was kept of tables that are catching up or are tried again, in order and in transactions of its own. A
 * table of which something cannot be written stops, and what is left stays kept. Used by one thread.
 */
final class Draining {
    private static final int DRAIN_BYTES = 8 << 20;

    private final ChangeWriter writer;
    private final TableWriting writing;
    private final TableBook tables;
    private final Quarantine quarantine;
    /** Tables that are drained block by block, because something in the next blocks cannot be written. */
    private final Set<TableName> careful = new HashSet<>();

    Draining(ChangeWriter writer, TableWriting writing, CycleParts parts) {
        this.writer = writer;
        this.writing = writing;
        this.tables = parts.tables();
        this.quarantine = parts.quarantine();
    }

    boolean isDue() {
        return !due().isEmpty();
    }

    private List<TableName> due() {
        return Stream.concat(tables.in(TablePhase.CATCHING_UP).stream(), quarantine.retrying().stream())
                .filter(name -> tables.mapped(name) != null)
                .toList();
    }

    /**
     * Applies some of what is held of one table; when nothing is, the table streams.
     *
     * @return about how many bytes it applied, at least 1
     */
    long run() {
        TableName name = due().getFirst();
        MappedTable table = Objects.requireNonNull(tables.mapped(name));
        try {
            return drain(table, careful.contains(name) ? 1 : DRAIN_BYTES);
        } catch (TainException e) {
            if (!e.code().isOfTable()) {
                throw e.with("table", name);
            }
            writing.undo();
            failed(table, e);
            return 1;
        }
    }

    private long drain(MappedTable table, int maxBytes) {
        TableName name = table.name();
        if (quarantine.isUnfollowed(name)) {
            writer.get().extend(table);
        }
        List<Applier.Held> held = writer.get().held(table, maxBytes);
        for (Applier.Held block : held) {
            writing.write(table, changes(name, block), true);
            writer.get().release(name, block.id());
        }
        writing.commit();
        quarantine.follows(name);
        if (held.isEmpty()) {
            finished(name);
        }
        return Math.max(1, held.stream().mapToLong(block -> block.rows().size()).sum());
    }

    private NetChanges changes(TableName name, Applier.Held block) {
        TableNetting netting = new TableNetting(block.rows());
        netting.absorb();
        return quarantine.withoutSkipped(name, netting.net());
    }

    private void finished(TableName name) {
        careful.remove(name);
        if (quarantine.stop(name) == null) {
            tables.put(tables.known(name).withPhase(TablePhase.STREAMING));
        } else {
            quarantine.goOn(name, TablePhase.STREAMING);
        }
    }

    private void failed(MappedTable table, TainException e) {
        TableName name = table.name();
        boolean mayFind = e.code().isOfRow() && writer.mayTryParts(table);
        if (mayFind && careful.add(name)) {
            return; // what is before the block is applied first
        }
        careful.remove(name);
        Position applied = writing.applied();
        quarantine.stop(
                name,
                e,
                new Found(applied == null ? "" : applied.text(), mayFind ? find(table) : Optional.empty(), false));
    }

    private Optional<RowChange> find(MappedTable table) {
        List<Applier.Held> held = writer.get().held(table, 1);
        return held.isEmpty()
                ? Optional.empty()
                : new FaultyChange(writer, writing).find(table, changes(table.name(), held.getFirst()));
    }
}
