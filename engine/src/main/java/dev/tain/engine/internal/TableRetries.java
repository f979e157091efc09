package dev.tain.engine.internal;

import dev.tain.connector.MappedTable;
import dev.tain.engine.MirrorConfig;
import dev.tain.engine.TablePhase;
import dev.tain.engine.TableStop;
import dev.tain.engine.internal.Quarantine.Found;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;

/**
 * Begins what a person has asked for tables that have stopped: their source is looked at anew, then what was held is
 * applied, or their copy goes on. Used by the thread that looks after the mirror.
 */
final class TableRetries {
    private static final long LOOK_MILLIS = 500;

    private final MirrorContext context;
    private final MirrorSetup setup;
    private final TableBook tables;
    private final Quarantine quarantine;
    private final SnapshotRunner copier;
    private long lookedAt;

    TableRetries(CycleParts parts, SnapshotRunner copier) {
        this.context = parts.context();
        this.setup = parts.setup();
        this.tables = parts.tables();
        this.quarantine = parts.quarantine();
        this.copier = copier;
    }

    void look(MirrorConfig config) {
        long now = context.clock().millis();
        if (quarantine.isEmpty() || now - lookedAt < LOOK_MILLIS) {
            return;
        }
        lookedAt = now;
        for (TableStop stop : quarantine.asked()) {
            config.tables().stream()
                    .filter(mapping -> mapping.source().equals(stop.table()))
                    .forEach(mapping -> begin(config, mapping, stop));
        }
    }

    private void begin(MirrorConfig config, TableMapping mapping, TableStop stop) {
        TableName name = stop.table();
        try {
            if (tables.mapped(name) == null) {
                throw wasGone(name);
            }
            if (quarantine.isUnfollowed(name)) {
                List<MappedTable> mapped = setup.map(config, List.of(mapping));
                tables.map(mapped);
            }
        } catch (TainException e) {
            if (!e.code().isOfTable()) {
                throw e;
            }
            quarantine.stop(name, e, Found.nothing());
            return;
        }
        if (stop.resumes() == TablePhase.COPYING) {
            quarantine.goOn(name, TablePhase.COPYING);
            copier.add(List.of(name));
        } else {
            quarantine.retry(name);
        }
    }

    /** It is not the same any more, even if there is one of its name again. */
    private static TainException wasGone(TableName table) {
        return new TainException(
                ErrorCode.TABLE_MISSING,
                "source table " + table
                        + " was not there when the mirror began to run; what was done to it since is not" + " known",
                "take it out of the mirror, empty its destination table, and add it again when it is there");
    }
}
