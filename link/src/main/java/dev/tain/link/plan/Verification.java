package dev.tain.link.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * How far a partition of a mirror was compared with its source since the comparison began. Not changed after it is
 * made.
 *
 * @param from the first offset that was compared; -1 before
 * @param compared everything from the first offset until before this one was compared; -1 before
 * @param equal how many batches are the same
 * @param undecided how many differ in a way that compaction explains
 * @param bytes how many were read from the source
 * @param differences by offset, those that meet in one; not more than {@link #MOST}
 * @param untold how many more there are
 */
public record Verification(
        long from,
        long compared,
        long equal,
        long undecided,
        long bytes,
        List<BatchDifference> differences,
        long untold) {
    /** So many differences are told of one partition. */
    public static final int MOST = 100;

    public static final Verification NOTHING = new Verification(-1, -1, 0, 0, 0, List.of(), 0);

    public Verification {
        differences = List.copyOf(differences);
    }

    /** Whether something is not what the source has. */
    public boolean differs() {
        return !differences.isEmpty();
    }

    /** Up to which offset nothing differs; -1 when nothing was compared. */
    public long verified() {
        return differs() ? Math.max(from, differences.getFirst().from()) : compared;
    }

    /** There is nothing to compare before that offset any more. */
    public Verification reached(long end) {
        return new Verification(
                from < 0 ? end : from, Math.max(compared, end), equal, undecided, bytes, differences, untold);
    }

    /**
     * With what was compared next.
     *
     * @param begun where that comparison began
     */
    public Verification with(long begun, BatchComparison.Result result, long moreBytes) {
        List<BatchDifference> all = new ArrayList<>(differences);
        long more = 0;
        for (BatchDifference each : result.differences()) {
            if (!all.isEmpty() && all.getLast().meets(each)) {
                all.set(all.size() - 1, all.getLast().with(each));
            } else if (all.size() < MOST) {
                all.add(each);
            } else {
                more++;
            }
        }
        return new Verification(
                from < 0 ? begun : from,
                Math.max(compared, result.until()),
                equal + result.equal(),
                undecided + result.undecided(),
                bytes + moreBytes,
                all,
                untold + more);
    }
}
