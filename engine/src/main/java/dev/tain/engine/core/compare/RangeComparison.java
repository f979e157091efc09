package dev.tain.engine.core.compare;

import dev.tain.connector.ComparedTable;
import dev.tain.connector.Digest;
import dev.tain.connector.KeyRange;
import dev.tain.connector.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares ranges of keys that both sides order alike. Ranges whose digests differ at a fence are divided until they
 * are small, and then decided about row by row. Used by one thread; several may take ranges of the same table.
 */
public final class RangeComparison {
    /** Ranges that share a fence. */
    static final int AT_ONCE = 8;

    /** Rows of a range that is not worth dividing. */
    static final long FEW_ROWS = 1_000;

    /** Rows that are decided about at once, about. */
    static final long MOST_ROWS = 20_000;

    private static final long PARTS = 32;

    private final ComparedTable source;
    private final ComparedTable destination;
    private final Fences fences;
    private final Findings findings;

    public RangeComparison(ComparedTable source, ComparedTable destination, Fences fences, Findings findings) {
        this.source = source;
        this.destination = destination;
        this.fences = fences;
        this.findings = findings;
    }

    /** Compares the next ranges; false when there are none left. */
    public boolean step(Ranges ranges) {
        List<KeyRange> next = ranges.next(AT_ONCE);
        if (next.isEmpty()) {
            return false;
        }
        refine(look(next, true));
        return true;
    }

    /** A range that looks different. */
    private record Suspect(KeyRange range, long rows, boolean moreHere) {}

    private List<Suspect> look(List<KeyRange> ranges, boolean first) {
        List<Digest> there = new ArrayList<>();
        for (KeyRange range : ranges) {
            there.add(source.digest(range));
        }
        fences.pass();
        List<Suspect> suspects = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            Digest mine = there.get(i);
            Digest here = destination.digest(ranges.get(i));
            fences.read(mine.rows() + here.rows());
            if (first) {
                findings.compared(1, mine.rows(), here.rows());
            }
            if (!mine.equals(here)) {
                suspects.add(new Suspect(ranges.get(i), Math.max(mine.rows(), here.rows()), here.rows() > mine.rows()));
            }
        }
        return suspects;
    }

    private void refine(List<Suspect> suspects) {
        List<Part> small = new ArrayList<>();
        long rows = 0;
        for (Suspect suspect : suspects) {
            if (suspect.rows() > FEW_ROWS) {
                divide(suspect);
                continue;
            }
            small.add(Part.of(suspect.range()));
            rows += suspect.rows();
            if (rows >= MOST_ROWS) {
                decide(small);
                small = new ArrayList<>();
                rows = 0;
            }
        }
        decide(small);
    }

    /** By the side that has more rows, so that the parts are small on both. */
    private void divide(Suspect suspect) {
        long each = Math.max(FEW_ROWS, suspect.rows() / PARTS);
        Ranges parts = new Ranges(suspect.moreHere() ? destination : source, suspect.range(), each);
        List<KeyRange> next = parts.next((int) PARTS);
        if (next.size() == 1) {
            decide(List.of(Part.of(suspect.range())));
            return;
        }
        while (!next.isEmpty()) {
            refine(look(next, false));
            next = parts.next((int) PARTS);
        }
    }

    private void decide(List<Part> parts) {
        if (!parts.isEmpty()) {
            Recheck.Outcome outcome = new Recheck(source, destination, fences).run(parts);
            findings.found(parts, outcome.differences(), outcome.undecided());
        }
    }
}
