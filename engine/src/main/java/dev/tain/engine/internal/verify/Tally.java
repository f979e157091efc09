package dev.tain.engine.internal.verify;

import dev.tain.connector.MappedTable;
import dev.tain.connector.RowKey;
import dev.tain.engine.Verification;
import dev.tain.engine.Verification.Counts;
import dev.tain.engine.Verification.Difference;
import dev.tain.engine.Verification.Outcome;
import dev.tain.engine.Verification.Rows;
import dev.tain.engine.Verification.TableVerification;
import dev.tain.engine.core.compare.RowDifference;
import dev.tain.model.Problem;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is known so far of one table's comparison. Any thread may use it. */
final class Tally {
    private final MappedTable table;
    private final long estimatedRows;
    private final List<Difference> listed = new ArrayList<>();
    private final List<String> openKeys = new ArrayList<>();
    private Rows rows = Rows.NONE;
    private Counts counts = Counts.NONE;
    private Outcome outcome = Outcome.WAITING;
    private long finishedAt;
    private Optional<Problem> trouble = Optional.empty();

    Tally(MappedTable table, long estimatedRows) {
        this.table = table;
        this.estimatedRows = estimatedRows;
    }

    synchronized void began() {
        outcome = Outcome.RUNNING;
    }

    synchronized void compared(long ranges, long source, long destination) {
        rows = new Rows(rows.ranges() + ranges, rows.source() + source, rows.destination() + destination);
    }

    /** @param unrepaired key hashes of those that still differ; all when nothing was repaired */
    synchronized void found(List<RowDifference> differences, Set<Long> unrepaired, List<RowKey> undecided) {
        long missing = 0;
        long surplus = 0;
        long different = 0;
        long repaired = 0;
        for (RowDifference each : differences) {
            boolean right = !unrepaired.contains(each.keyHash());
            repaired += right ? 1 : 0;
            switch (each.kind()) {
                case MISSING -> missing++;
                case SURPLUS -> surplus++;
                case DIFFERENT -> different++;
            }
            if (listed.size() < Verification.MOST_LISTED) {
                listed.add(new Difference(each.kind().name(), each.key().values(), names(each), right));
            }
        }
        for (RowKey key : undecided) {
            if (openKeys.size() < Verification.MOST_LISTED) {
                openKeys.add(String.join(", ", key.values()));
            }
        }
        counts = new Counts(
                counts.missing() + missing,
                counts.surplus() + surplus,
                counts.different() + different,
                counts.repaired() + repaired,
                counts.undecided() + undecided.size());
    }

    private List<String> names(RowDifference difference) {
        return difference.columns().stream()
                .map(i -> table.source().columns().get(i).name())
                .toList();
    }

    synchronized void ended(long nowMillis) {
        finishedAt = nowMillis;
        if (counts.all() > counts.repaired()) {
            outcome = Outcome.DIFFERENT;
        } else {
            outcome = counts.undecided() > 0 ? Outcome.UNDECIDED : Outcome.EQUAL;
        }
    }

    synchronized void failed(TainException why, long nowMillis) {
        finishedAt = nowMillis;
        outcome = counts.all() > counts.repaired() ? Outcome.DIFFERENT : Outcome.FAILED;
        trouble = Optional.of(new Problem(why.code(), table.name().toString(), why.sentence(), why.remedy()));
    }

    synchronized TableVerification now() {
        return new TableVerification(
                table.name(),
                table.destination().name(),
                outcome,
                estimatedRows,
                rows,
                counts,
                openKeys,
                listed,
                finishedAt,
                trouble);
    }
}
