package dev.tain.link.plan;

import dev.tain.link.plan.BatchDifference.Kind;
import dev.tain.link.plan.LogPiece.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a mirror and its source have from the same offset on, batch by batch.
 *
 * <p>Compaction works on both sides for itself. It keeps a batch's first and last offset, takes records out of it or
 * all of it away, and changes no record that stays. So where it may have been at work, a batch that one side lacks
 * proves nothing, and of two that have other bytes the records are compared that both still have.
 */
public final class BatchComparison {
    private final List<BatchDifference> differences = new ArrayList<>();
    private final LogPiece mine;
    private final LogPiece theirs;
    private final boolean compacted;
    private final long end;
    private long until;
    private long equal;
    private long undecided;
    private int i;
    private int j;

    private BatchComparison(LogPiece mine, LogPiece theirs, boolean compacted) {
        this.mine = mine;
        this.theirs = theirs;
        this.compacted = compacted;
        this.end = Math.min(mine.until(), theirs.until());
        this.until = end;
    }

    /**
     * What was found.
     *
     * @param until everything before this offset was compared
     * @param equal how many batches are the same on both sides, byte for byte
     * @param undecided how many differ or are on one side only in a way that compaction explains, or have no records
     * @param differences by offset, those that meet in one
     */
    public record Result(long until, long equal, long undecided, List<BatchDifference> differences) {
        public Result {
            differences = List.copyOf(differences);
        }
    }

    /**
     * Compares as far as both were read.
     *
     * @param mine the mirror's
     * @param theirs the source's, from the same offset on
     * @param compacted whether compaction may rewrite batches on either side
     */
    public static Result of(LogPiece mine, LogPiece theirs, boolean compacted) {
        BatchComparison comparison = new BatchComparison(mine, theirs, compacted);
        comparison.walk();
        return new Result(comparison.until, comparison.equal, comparison.undecided, comparison.differences);
    }

    private void walk() {
        Batch here = at(mine, i);
        Batch there = at(theirs, j);
        while (here != null || there != null) {
            if (there == null || (here != null && here.end() <= there.base())) {
                alone(here, Kind.SURPLUS);
                i++;
            } else if (here == null || there.end() <= here.base()) {
                alone(there, Kind.MISSING);
                j++;
            } else if (here.base() == there.base() && here.end() == there.end()) {
                pair(here, there);
                i++;
                j++;
            } else {
                overlap(here, there);
            }
            here = at(mine, i);
            there = at(theirs, j);
        }
    }

    private @Nullable Batch at(LogPiece piece, int index) {
        boolean isThere = index < piece.batches().size();
        return isThere && piece.batches().get(index).base() < end
                ? piece.batches().get(index)
                : null;
    }

    private void alone(@Nullable Batch batch, Kind kind) {
        if (batch == null) {
            return;
        }
        until = Math.max(until, batch.end());
        if (compacted || batch.isEmpty()) {
            undecided++;
        } else {
            differs(new BatchDifference(batch.base(), batch.end(), kind));
        }
    }

    /** Those that meet are told as one. */
    private void differs(BatchDifference difference) {
        if (!differences.isEmpty() && differences.getLast().meets(difference)) {
            differences.set(differences.size() - 1, differences.getLast().with(difference));
        } else {
            differences.add(difference);
        }
    }

    private void pair(Batch here, Batch there) {
        if (here.isSame(there)) {
            equal++;
        } else if (!here.isSound()) {
            differs(new BatchDifference(here.base(), here.end(), Kind.DAMAGED));
        } else if (!there.isSound()) {
            differs(new BatchDifference(here.base(), here.end(), Kind.DAMAGED_AT_SOURCE));
        } else if (!compacted) {
            differs(new BatchDifference(here.base(), here.end(), Kind.OTHER_BYTES));
        } else {
            List<BatchDifference> records = RecordComparison.of(here, there);
            records.forEach(this::differs);
            undecided += records.isEmpty() ? 1 : 0;
        }
    }

    /** Both sides are left behind that have something to do with it; compaction does not explain it either. */
    private void overlap(Batch here, Batch there) {
        long from = Math.min(here.base(), there.base());
        long past = Math.max(here.end(), there.end());
        int before;
        do {
            before = i + j;
            i = skip(mine, i, past);
            past = Math.max(past, mine.batches().get(i - 1).end());
            j = skip(theirs, j, past);
            past = Math.max(past, theirs.batches().get(j - 1).end());
        } while (i + j > before);
        until = Math.max(until, past);
        differs(new BatchDifference(from, past, Kind.OTHER_BATCHES));
    }

    private static int skip(LogPiece piece, int index, long past) {
        int next = index;
        while (next < piece.batches().size() && piece.batches().get(next).base() < past) {
            next++;
        }
        return next;
    }
}
