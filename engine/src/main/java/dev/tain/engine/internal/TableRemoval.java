package dev.tain.engine.internal;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes tables out of a mirror whose configuration has them no more. Only between two attempts: then no thread of ours
 * could write them once more, writers of earlier attempts are fenced off, and a table that comes back finds nothing of
 * its former time.
 */
final class TableRemoval {
    private TableRemoval() {}

    /** Whether the mirror runs tables that its configuration has no more. */
    static boolean isDue(MirrorConfig config, TableBook tables) {
        return !removed(config, tables).isEmpty();
    }

    static void run(CycleParts parts, MirrorConfig config) {
        MirrorContext context = parts.context();
        for (TableName table : removed(config, parts.tables())) {
            parts.hands().snapshots().uncover(table);
            context.destination().forget(context.mirror(), context.epoch(), table);
            parts.tables().remove(table);
            parts.quarantine().forget(table);
            context.log().info("table " + table + " is taken out of the mirror");
        }
    }

    private static List<TableName> removed(MirrorConfig config, TableBook tables) {
        Set<TableName> wanted =
                config.tables().stream().map(TableMapping::source).collect(Collectors.toSet());
        return tables.all().stream()
                .map(TableProgress::source)
                .filter(table -> !wanted.contains(table))
                .toList();
    }
}
