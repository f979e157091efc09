package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import java.util.List;
import java.util.Set;

/** Writes down what of each column's values arrives, whenever a mirror's tables have changed. Used by one thread. */
final class ContractBook {
    private final MirrorContext context;
    private final TableBook tables;
    private Set<MappedTable> told = Set.of();

    ContractBook(MirrorContext context, TableBook tables) {
        this.context = context;
        this.tables = tables;
    }

    void refresh() {
        Set<MappedTable> now = tables.allMapped();
        if (now.equals(told)) {
            return;
        }
        List<MappedTable> changed =
                now.stream().filter(table -> !told.contains(table)).toList();
        context.destination()
                .contracts(changed)
                .forEach(contract -> context.stores().progress().contract(context.mirror(), context.epoch(), contract));
        told = now;
    }
}
