package dev.tain.link.internal.fetch;

import dev.tain.link.plan.MirrorFault;

/**
 * How far one partition is, on the broker that leads it.
 *
 * @param end the mirror's log end
 * @param sourceEnd the source's high watermark as last heard; -1 before the first answer
 * @param heardMillis when the source was last heard, in milliseconds of the epoch; 0 before
 * @param why one sentence about a fault or about what holds it up; empty when nothing does
 */
public record PartitionStatus(
        int partition, Phase phase, long end, long sourceEnd, long heardMillis, MirrorFault fault, String why) {

    /** What the partition is doing. */
    public enum Phase {
        /** This broker does not lead it, or nobody reads its source. */
        IDLE,
        /** Its end is compared with the source's. */
        VERIFYING,
        FOLLOWING,
        /** It needs a person. */
        FAILED,
        /** Nothing is appended any more. */
        STOPPED
    }

    /** Records that the source has and the mirror has not yet; -1 when the source was never heard. */
    public long lag() {
        return sourceEnd < 0 ? -1 : Math.max(0, sourceEnd - end);
    }
}
