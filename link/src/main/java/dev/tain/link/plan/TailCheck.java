package dev.tain.link.plan;

import java.util.Optional;

/**
 * Is the end of the mirror still what the source has there? Asked whenever a broker begins to lead a partition,
 * because by then another broker may have written it, or the source may have lost what it had.
 */
public final class TailCheck {
    private TailCheck() {}

    /** What follows. */
    public sealed interface Verdict {
        /** @param lastEpoch the source's epoch of the last batch, where it is known */
        record GoOn(Optional<Integer> lastEpoch) implements Verdict {}

        /** The source does not show so much yet; ask again. */
        record NotYet() implements Verdict {}

        record Diverged(String why) implements Verdict {}
    }

    /**
     * The source was asked for the batch that holds the mirror's last offset.
     *
     * @param mine the mirror's last batch
     * @param theirs the first complete batch of the answer
     * @param compacted whether either side may rewrite batches by compaction, so that other bytes mean nothing
     */
    public static Verdict compare(BatchHeader mine, Optional<BatchHeader> theirs, boolean compacted) {
        if (theirs.isEmpty()) {
            // Its log reaches so far, or it would have said that it does not; its high watermark is behind for a
            // moment.
            return new Verdict.NotYet();
        }
        BatchHeader source = theirs.get();
        if (source.baseOffset() > mine.lastOffset()) {
            return new Verdict.GoOn(Optional.empty()); // compacted away or deleted there: nothing to compare with
        } else if (source.sameBytes(mine)) {
            return new Verdict.GoOn(source.leaderEpoch() < 0 ? Optional.empty() : Optional.of(source.leaderEpoch()));
        } else if (compacted) {
            return new Verdict.GoOn(Optional.empty());
        }
        return new Verdict.Diverged("the batch at offset " + mine.baseOffset() + " has other bytes at the source");
    }

    /**
     * The source said that the mirror's end, or the offset before it, is out of its range.
     *
     * @param mirrorEnd the mirror's end
     * @param start the source's first offset
     * @param end the source's high watermark
     */
    public static Verdict outOfRange(long mirrorEnd, long start, long end) {
        if (end < mirrorEnd && start < mirrorEnd) {
            return new Verdict.Diverged("the source ends at offset " + end + ", the mirror at " + mirrorEnd);
        }
        return new Verdict.GoOn(Optional.empty()); // expired there
    }
}
