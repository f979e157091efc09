package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.engine.TablePhase;
import dev.tain.engine.internal.Quarantine.Found;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Set;

/** Makes tables that a mirror had before ready for its next attempt. One that cannot be made so stops alone. */
final class KnownTables {
    private final MirrorContext context;
    private final TableBook tables;
    private final Quarantine quarantine;

    KnownTables(CycleParts parts) {
        this.context = parts.context();
        this.tables = parts.tables();
        this.quarantine = parts.quarantine();
    }

    /** These do not exist at the source any more; ones that the mirror is yet to begin with keep it from beginning. */
    void gone(Set<TableName> missing) {
        if (!missing.stream().allMatch(table -> tables.progress(table) != null)) {
            throw MirrorSetup.missing(missing);
        }
        for (TableName table : missing) {
            if (!isStopped(table)) {
                quarantine.stop(table, MirrorSetup.missing(Set.of(table)), Found.nothing());
            }
        }
    }

    /** Without tables that are gone at the source, which cannot be published. */
    List<TableMapping> present(List<TableMapping> mappings) {
        return mappings.stream()
                .filter(mapping -> !isStopped(mapping.source()) || tables.mapped(mapping.source()) != null)
                .toList();
    }

    private boolean isStopped(TableName table) {
        TableProgress progress = tables.progress(table);
        return progress != null && progress.phase() == TablePhase.QUARANTINED;
    }

    /**
     * A table that has stopped is left as it is: made anew, or given a column that was dropped, it would lack values
     * without anybody noticing.
     */
    void prepare(List<MappedTable> mapped) {
        List<MappedTable> going =
                mapped.stream().filter(table -> !isStopped(table.name())).toList();
        try {
            context.destination().prepare(context.mirror(), going);
        } catch (TainException e) {
            if (!e.code().isOfTable()) {
                throw e;
            }
            going.forEach(this::prepareAlone);
        }
    }

    private void prepareAlone(MappedTable table) {
        try {
            context.destination().prepare(context.mirror(), List.of(table));
        } catch (TainException e) {
            if (!e.code().isOfTable() || tables.progress(table.name()) == null) {
                throw e;
            }
            quarantine.stop(table.name(), e, Found.nothing());
        }
    }
}
