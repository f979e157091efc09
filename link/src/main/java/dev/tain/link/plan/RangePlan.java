package dev.tain.link.plan;

/** What to do when the source no longer has the offset that the mirror goes on from. */
public sealed interface RangePlan {
    /** The mirror begins anew at an offset: what it had is gone at the source too. */
    record RestartAt(long offset) implements RangePlan {}

    /** Go on from a later offset; what lies between was deleted at the source before it could be copied. */
    record SkipTo(long offset) implements RangePlan {}

    /** The offset is in the source's range after all: look at the last batch again. */
    record VerifyAgain() implements RangePlan {}

    record Diverged(String why) implements RangePlan {}

    /**
     * Decides.
     *
     * @param mirrorStart the first offset of the mirror
     * @param mirrorEnd where it goes on
     * @param start the source's first offset
     * @param end the source's high watermark
     */
    static RangePlan of(long mirrorStart, long mirrorEnd, long start, long end) {
        if (start > mirrorEnd) {
            boolean nothingToKeep = mirrorStart == mirrorEnd || start == end;
            return nothingToKeep ? new RestartAt(start) : new SkipTo(start);
        } else if (end < mirrorEnd) {
            return new Diverged("the source ends at offset " + end + ", the mirror at " + mirrorEnd);
        }
        return new VerifyAgain();
    }
}
