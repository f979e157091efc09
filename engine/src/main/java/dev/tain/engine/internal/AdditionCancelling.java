package dev.tain.engine.internal;

import dev.tain.engine.MirrorConfig;
import dev.tain.engine.MirrorWish;
import dev.tain.engine.TablePhase;
import dev.tain.engine.store.MirrorRecord;
import dev.tain.engine.store.Stores;
import dev.tain.engine.store.TableProgress;
import dev.tain.model.ErrorCode;
import dev.tain.model.TableMapping;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes tables out of a mirror's configuration that were added to it and don't stream yet. */
final class AdditionCancelling {
    private static final Set<TablePhase> NOT_ADDED = Set.of(TablePhase.STREAMING, TablePhase.QUARANTINED);

    private final Stores stores;
    private final Supervisor supervisor;

    AdditionCancelling(Stores stores, Supervisor supervisor) {
        this.stores = stores;
        this.supervisor = supervisor;
    }

    /** Repeated when somebody else changes the configuration meanwhile. */
    List<TableMapping> cancel(String mirror, Set<TableName> replicating) {
        while (true) {
            MirrorRecord record = stores.mirrors().known(mirror);
            if (record.wish() != MirrorWish.RUN) {
                throw refused("it is not wished to run", "resume it first, or take the tables out by an edit");
            }
            List<TableMapping> kept = kept(record, replicating);
            MirrorConfig config = record.config().withTables(kept);
            if (stores.mirrors().reconfigure(config, MirrorWish.RUN, record.revision())) {
                supervisor.nudge(mirror);
                return kept;
            }
        }
    }

    private List<TableMapping> kept(MirrorRecord record, Set<TableName> replicating) {
        Map<TableName, TableProgress> progress = stores.progress().tables(record.name()).stream()
                .collect(Collectors.toMap(TableProgress::source, Function.identity()));
        boolean anyStreams = progress.values().stream().anyMatch(each -> each.phase() == TablePhase.STREAMING);
        if (!anyStreams) {
            throw refused("its first copy goes on", "drop the mirror, or take single tables out by an edit");
        }
        List<TableMapping> tables = record.config().tables();
        List<TableMapping> kept = tables.stream()
                .filter(table -> replicating.contains(table.source()) || !isAdded(progress.get(table.source())))
                .toList();
        if (kept.size() == tables.size()) {
            throw refused("no table is being added to it", "take tables out by an edit");
        }
        return kept;
    }

    /**
     * The first copy is of exactly the stream's start; that of a table that came later never is. A table that has
     * stopped may have streamed for long: it is nobody's to cancel.
     */
    private static boolean isAdded(@Nullable TableProgress progress) {
        return progress == null || (!NOT_ADDED.contains(progress.phase()) && !progress.isExact());
    }

    private static TainException refused(String why, String remedy) {
        return new TainException(ErrorCode.ADDITION_NOT_CANCELLABLE, why, remedy);
    }
}
