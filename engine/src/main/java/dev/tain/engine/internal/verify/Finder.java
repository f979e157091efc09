package dev.tain.engine.internal.verify;

import dev.tain.connector.ComparedTable;
import dev.tain.connector.MappedTable;
import dev.tain.connector.Part;
import dev.tain.connector.RowKey;
import dev.tain.engine.core.compare.Fences;
import dev.tain.engine.core.compare.Findings;
import dev.tain.engine.core.compare.Recheck;
import dev.tain.engine.core.compare.RowDifference;
import dev.tain.engine.internal.verify.Surroundings.Ends;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts rows that differ right where that is asked for, compares them once more, and counts. Used by one thread. */
final class Finder implements Findings {
    private static final int KEYS_AT_ONCE = 1_000;

    private final Pair pair;
    private final Tally tally;
    private final Repairer repairer;

    /** Both sides of a table, and when they may be compared. */
    record Pair(ComparedTable source, ComparedTable destination, Fences fences) {}

    /** Has rows written as the source has them. */
    @FunctionalInterface
    interface Repairer {
        Repairer NONE = keys -> {};

        void repair(List<RowKey> keys);

        static Repairer of(Surroundings surroundings, String mirror, Ends ends, MappedTable table) {
            return keys -> {
                try {
                    surroundings.repair(mirror, ends.source(), table.source(), keys);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw LogFences.interrupted();
                }
            };
        }
    }

    Finder(Pair pair, Tally tally, Repairer repairer) {
        this.pair = pair;
        this.tally = tally;
        this.repairer = repairer;
    }

    @Override
    public void compared(long ranges, long sourceRows, long destinationRows) {
        tally.compared(ranges, sourceRows, destinationRows);
    }

    @Override
    public void found(List<Part> parts, List<RowDifference> differences, List<RowKey> undecided) {
        if (differences.isEmpty() || repairer.equals(Repairer.NONE)) {
            tally.found(differences, hashes(differences), undecided);
            return;
        }
        List<RowKey> keys = differences.stream().map(RowDifference::key).toList();
        for (int first = 0; first < keys.size(); first += KEYS_AT_ONCE) {
            repairer.repair(keys.subList(first, Math.min(keys.size(), first + KEYS_AT_ONCE)));
        }
        Recheck.Outcome after = new Recheck(pair.source(), pair.destination(), pair.fences()).run(parts);
        Set<Long> known = hashes(differences);
        List<RowDifference> all = new ArrayList<>(differences);
        after.differences().stream()
                .filter(each -> !known.contains(each.keyHash()))
                .forEach(all::add);
        tally.found(all, hashes(after.differences()), after.undecided());
    }

    private static Set<Long> hashes(List<RowDifference> differences) {
        return differences.stream().map(RowDifference::keyHash).collect(Collectors.toSet());
    }
}
