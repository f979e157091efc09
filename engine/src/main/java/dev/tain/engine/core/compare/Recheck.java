package dev.tain.engine.core.compare;

import dev.tain.connector.ComparedRow;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.Part;
import dev.tain.connector.RowKey;
import dev.tain.engine.core.compare.RowDifference.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Decides about the rows of parts that looked different, while they go on changing. It reads the source, passes a
 * fence, reads the destination, and so on in turn:
 *
 * <pre>
 *   source s1 ── fence ── destination d1 ── settle ── source s2 ── fence ── destination d2 ── settle ── ...
 * </pre>
 *
 * <p>A row that is alike in two reads that follow each other is right. One that is not is wrong only when that is
 * proven, in one of two ways:
 * <ul>
 * <li>The source's row was the same, untouched, in s1 and in s2. Then it was so at every position in between, and the
 * destination stood at one of them, behind the first fence, when d1 read something else or nothing.
 * <li>The destination's row was the same, untouched, in d1 and in d2. Between them the destination came past s2, where
 * the source had something else or nothing.
 * </ul>
 * Untouched is told by the row's version, not by its values alone, which may change and change back. Everything else is
 * read again. What keeps changing faster than it can be read stays undecided, and is said to be so.
 */
public final class Recheck {
    static final int ROUNDS = 8;

    private final ComparedTable source;
    private final ComparedTable destination;
    private final Fences fences;
    private final List<RowDifference> proven = new ArrayList<>();

    public Recheck(ComparedTable source, ComparedTable destination, Fences fences) {
        this.source = source;
        this.destination = destination;
        this.fences = fences;
    }

    /**
     * What came of it.
     *
     * @param undecided keys of rows that changed whenever they were looked at
     */
    public record Outcome(List<RowDifference> differences, List<RowKey> undecided) {}

    public Outcome run(List<Part> parts) {
        Sides there = read(source, parts);
        fences.pass();
        Sides here = read(destination, parts);
        Set<Long> open = new TreeSet<>(Sides.differing(there, here));
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            boolean settled = fences.settle();
            Sides again = read(source, parts);
            decideBySource(open, there, again, here, settled);
            if (open.isEmpty()) {
                break;
            }
            fences.pass();
            Sides after = read(destination, parts);
            decideByDestination(open, again, here, after, settled);
            there = again;
            here = after;
        }
        List<RowKey> undecided = new ArrayList<>();
        for (long key : open) {
            undecided.add(keyOf(there.of(key), here.of(key)));
        }
        return new Outcome(proven, undecided);
    }

    private Sides read(ComparedTable table, List<Part> parts) {
        Sides rows = Sides.read(table, parts);
        fences.read(rows.count());
        return rows;
    }

    /** More rows than the source's are not refuted by these standing still: they may have come and gone meanwhile. */
    private void decideBySource(Set<Long> open, Sides before, Sides after, Sides here, boolean settled) {
        for (Iterator<Long> keys = open.iterator(); keys.hasNext(); ) {
            long key = keys.next();
            boolean still = before.isStill(after, key)
                    && (settled || after.isSettled(key))
                    && here.of(key).size() <= after.of(key).size();
            if (here.isLike(after, key)) {
                keys.remove();
            } else if (still) {
                proven.add(difference(key, after.of(key), here.of(key)));
                keys.remove();
            }
        }
    }

    private void decideByDestination(Set<Long> open, Sides there, Sides before, Sides after, boolean settled) {
        for (Iterator<Long> keys = open.iterator(); keys.hasNext(); ) {
            long key = keys.next();
            boolean still = before.isStill(after, key)
                    && settled
                    && after.of(key).size() >= there.of(key).size();
            if (after.isLike(there, key)) {
                keys.remove();
            } else if (still) {
                proven.add(difference(key, there.of(key), after.of(key)));
                keys.remove();
            }
        }
    }

    private static RowDifference difference(long key, List<ComparedRow> there, List<ComparedRow> here) {
        RowKey name = keyOf(there, here);
        if (there.size() != here.size()) {
            Kind kind = there.size() > here.size() ? Kind.MISSING : Kind.SURPLUS;
            return new RowDifference(kind, name, key, List.of());
        }
        Set<Integer> columns = new TreeSet<>();
        for (int i = 0; i < there.size(); i++) {
            long[] mine = there.get(i).hashes();
            long[] theirs = here.get(i).hashes();
            for (int column = 0; column < mine.length; column++) {
                if (mine[column] != theirs[column]) {
                    columns.add(column);
                }
            }
        }
        return new RowDifference(Kind.DIFFERENT, name, key, List.copyOf(columns));
    }

    private static RowKey keyOf(List<ComparedRow> there, List<ComparedRow> here) {
        return there.isEmpty() ? here.getFirst().key() : there.getFirst().key();
    }
}
