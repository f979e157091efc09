package dev.tain.link;

import dev.tain.link.plan.CutRecord;
import dev.tain.link.plan.MirrorFault;
import dev.tain.link.plan.Verification;
import java.util.List;

/**
 * A mirror topic, and how it is.
 *
 * @param stateMillis when its condition was last changed by somebody, in milliseconds of the epoch
 * @param lags one for each partition, in order
 * @param why one sentence about a fault or about what it waits for; empty otherwise
 * @param cuts what its partitions lost since it was made, the latest last
 * @param compared how far each partition was compared with its source, in order; only those of which that is known
 */
public record MirrorStatus(
        String link,
        String topic,
        String sourceTopic,
        Condition condition,
        long stateMillis,
        List<Lag> lags,
        MirrorFault fault,
        String why,
        List<Cut> cuts,
        List<Compared> compared) {
    public MirrorStatus {
        lags = List.copyOf(lags);
        cuts = List.copyOf(cuts);
        compared = List.copyOf(compared);
    }

    /** One that lost nothing. */
    public MirrorStatus(
            String link,
            String topic,
            String sourceTopic,
            Condition condition,
            long stateMillis,
            List<Lag> lags,
            MirrorFault fault,
            String why) {
        this(link, topic, sourceTopic, condition, stateMillis, lags, fault, why, List.of(), List.of());
    }

    /** How a mirror is. */
    public enum Condition {
        ACTIVE,
        PAUSED,
        LINK_PAUSED,
        SOURCE_UNAVAILABLE,
        FAILED,
        STOPPING,
        STOPPED,
        /** To be cut back to its source, and not yet closed everywhere. */
        CLOSING_TO_RESTORE,
        /** Cut back to its source, partition by partition. */
        RESTORING
    }

    /**
     * What a partition lost.
     *
     * @param from the first offset
     * @param until the offset after the last one; -1 when it is not known yet
     * @param savedIn the file with its records, on the broker that led the partition; empty where there is none
     */
    public record Cut(int partition, CutRecord.Kind kind, long from, long until, String savedIn) {}

    /**
     * How far a partition was compared with its source, by this process.
     *
     * @param asked whether somebody asked for it, and it has not ended
     * @param millis when something was last compared, in milliseconds of the epoch; 0 for never
     * @param why what holds it up; empty when nothing does
     */
    public record Compared(int partition, boolean asked, Verification done, long millis, String why) {}

    /**
     * How far a partition is behind.
     *
     * @param records that the source has and the mirror has not; -1 when the source was not heard
     * @param end everything of the source before this offset is in the mirror; -1 when not known
     * @param heardMillis when the source was last heard, in milliseconds of the epoch; 0 when never
     */
    public record Lag(int partition, long records, long end, long heardMillis) {}
}
