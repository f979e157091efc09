package dev.tain.engine.internal.verify;

import dev.tain.connector.MappedTable;
import dev.tain.engine.MirrorState;
import dev.tain.engine.Verification;
import dev.tain.engine.VerificationWish;
import dev.tain.engine.internal.verify.Finder.Repairer;
import dev.tain.engine.internal.verify.Surroundings.Ends;
import dev.tain.engine.store.VerificationStore;
import dev.tain.model.ErrorCode;
import dev.tain.model.Problem;
import dev.tain.model.TableName;
import dev.tain.model.TainException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One verification from its beginning to its end, on a thread of its own. */
final class VerificationRun {
    private static final Logger LOG = LoggerFactory.getLogger(VerificationRun.class);

    private final String id;
    private final VerificationWish wish;
    private final Surroundings surroundings;
    private final VerificationStore store;
    private final Clock clock;
    private final Ends ends;
    private final boolean still;
    private final long startedAt;
    /** Each destination table, with the source tables that go into it and what is known of them. */
    private final Map<TableName, Group> groups = new LinkedHashMap<>();

    private volatile long finishedAt;
    private volatile Optional<Problem> trouble = Optional.empty();

    private record Group(List<MappedTable> tables, Tally tally) {}

    /** Asks both ends. */
    VerificationRun(String id, VerificationWish wish, Surroundings surroundings, VerificationStore store, Clock clock) {
        this.id = id;
        this.wish = wish;
        this.surroundings = surroundings;
        this.store = store;
        this.clock = clock;
        this.startedAt = clock.millis();
        this.ends = surroundings.ends(wish.mirror());
        this.still = surroundings.state(wish.mirror(), ends.id()).equals(Optional.of(MirrorState.COMPLETED));
        group();
    }

    /** All that goes into a destination table is compared, though one of the source tables was named alone. */
    private void group() {
        Map<TableName, List<MappedTable>> all = new LinkedHashMap<>();
        for (MappedTable table : ends.tables()) {
            all.computeIfAbsent(table.destination().name(), name -> new ArrayList<>())
                    .add(table);
        }
        List<TableName> known = ends.tables().stream().map(MappedTable::name).toList();
        for (TableName table : wish.tables()) {
            if (!known.contains(table)) {
                throw new TainException(
                        ErrorCode.REQUEST_INVALID,
                        "mirror " + wish.mirror() + " has no table " + table,
                        "name some of its source tables: " + known);
            }
        }
        all.forEach((destination, tables) -> {
            if (wish.tables().isEmpty()
                    || tables.stream().anyMatch(t -> wish.tables().contains(t.name()))) {
                long rows = tables.stream()
                        .mapToLong(table -> surroundings.estimatedRows(wish.mirror(), table.name()))
                        .sum();
                groups.put(destination, new Group(tables, new Tally(tables.getFirst(), rows)));
            }
        });
    }

    String id() {
        return id;
    }

    String mirror() {
        return wish.mirror();
    }

    Verification now() {
        return new Verification(
                id,
                wish.mirror(),
                wish.repair(),
                startedAt,
                finishedAt,
                trouble,
                groups.values().stream().map(group -> group.tally().now()).toList());
    }

    void run() {
        LogFences fences = new LogFences(surroundings, wish.mirror(), ends, new Pace(wish.rowsPerSecond()), still);
        try {
            for (Group group : groups.values()) {
                if (Thread.currentThread().isInterrupted()) {
                    throw LogFences.interrupted();
                }
                run(group, fences);
                store.put(now());
            }
        } catch (TainException e) {
            trouble = Optional.of(new Problem(e.code(), wish.mirror(), e.sentence(), e.remedy()));
        } catch (RuntimeException e) {
            LOG.error("{}: a mistake in Tain while verifying", wish.mirror(), e);
            trouble = Optional.of(new Problem(
                    ErrorCode.INTERNAL, wish.mirror(), "a mistake in Tain: " + e, "report it with the log"));
        } finally {
            finishedAt = clock.millis();
            store.put(now());
        }
    }

    /** What keeps one table from being compared does not keep the others from it. */
    private void run(Group group, LogFences fences) {
        Tally tally = group.tally();
        tally.began();
        try {
            requireStreaming(group);
            new TableRun(ends, group.tables(), fences, tally, repairer(group)).run(parallel());
            requireStreaming(group);
            tally.ended(clock.millis());
        } catch (TainException e) {
            tally.failed(e, clock.millis());
            if (e.code() == ErrorCode.VERIFICATION_INTERRUPTED || e.code() == ErrorCode.VERIFICATION_FENCE_MISSED) {
                throw e;
            }
        }
    }

    private int parallel() {
        int wanted = wish.parallel() == 0 ? VerificationWish.USUAL_PARALLEL : wish.parallel();
        return Math.clamp(wanted, 1, VerificationWish.MOST_PARALLEL);
    }

    private Repairer repairer(Group group) {
        MappedTable table = group.tables().getFirst();
        if (!wish.repair()
                || still
                || group.tables().size() > 1
                || !table.source().hasKey()) {
            return Repairer.NONE;
        }
        return Repairer.of(surroundings, wish.mirror(), ends, table);
    }

    /** A table that is being copied, or not followed, differs without being wrong. */
    private void requireStreaming(Group group) {
        for (MappedTable table : group.tables()) {
            if (!still && !surroundings.streams(wish.mirror(), table.name())) {
                throw new TainException(
                        ErrorCode.MIRROR_STATE_ILLEGAL,
                        "table " + table.name() + " is still being copied, or not followed any more",
                        "verify it once it streams");
            }
        }
    }
}
