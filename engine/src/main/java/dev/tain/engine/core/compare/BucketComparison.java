package dev.tain.engine.core.compare;

import dev.tain.connector.ComparedTable;
import dev.tain.connector.Digest;
import dev.tain.connector.KeyRange;
import dev.tain.connector.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares a table whose keys the two sides order differently, or that has no key: by buckets of the keys' hashes, each
 * read of them a read of the whole table. Buckets that differ are looked at again, because the table changes while it
 * is read, and what differs still is decided about row by row.
 */
public final class BucketComparison {
    private static final long ROWS_PER_BUCKET = 500;
    private static final int MOST_BUCKETS = 1 << 18;
    private static final int LOOKS = 3;
    private static final long MOST_ROWS = 50_000;

    private final ComparedTable source;
    private final ComparedTable destination;
    private final Fences fences;
    private final Findings findings;

    public BucketComparison(ComparedTable source, ComparedTable destination, Fences fences, Findings findings) {
        this.source = source;
        this.destination = destination;
        this.fences = fences;
        this.findings = findings;
    }

    public void run() {
        long rows = source.digest(KeyRange.ALL).rows();
        int buckets = (int) Math.min(MOST_BUCKETS, Long.highestOneBit(rows / ROWS_PER_BUCKET + 1));
        Set<Integer> suspects = look(buckets, null);
        for (int look = 1; look < LOOKS && rowsOf(suspects, rows, buckets) > MOST_ROWS; look++) {
            suspects = look(buckets, suspects);
        }
        decide(suspects, buckets, Math.max(1, (int) (MOST_ROWS * buckets / Math.max(1, rows))));
    }

    private static long rowsOf(Set<Integer> suspects, long rows, int buckets) {
        return suspects.size() * (rows / buckets + 1);
    }

    /** @param among null for all, and then the rows are counted */
    private Set<Integer> look(int buckets, @Nullable Set<Integer> among) {
        Digest[] there = source.digests(KeyRange.ALL, buckets);
        fences.pass();
        Digest[] here = destination.digests(KeyRange.ALL, buckets);
        Set<Integer> differing = new TreeSet<>();
        long mine = 0;
        long theirs = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            mine += there[bucket].rows();
            theirs += here[bucket].rows();
            if (!there[bucket].equals(here[bucket]) && (among == null || among.contains(bucket))) {
                differing.add(bucket);
            }
        }
        fences.read(mine + theirs);
        if (among == null) {
            findings.compared(1, mine, theirs);
        }
        return differing;
    }

    private void decide(Set<Integer> suspects, int buckets, int atOnce) {
        List<Integer> left = new ArrayList<>(suspects);
        for (int first = 0; first < left.size(); first += atOnce) {
            Set<Integer> some = new HashSet<>(left.subList(first, Math.min(left.size(), first + atOnce)));
            List<Part> parts = List.of(new Part(KeyRange.ALL, buckets, some));
            Recheck.Outcome outcome = new Recheck(source, destination, fences).run(parts);
            findings.found(parts, outcome.differences(), outcome.undecided());
        }
    }
}
