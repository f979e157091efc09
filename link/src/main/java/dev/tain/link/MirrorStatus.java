package dev.tain.link;

import dev.tain.link.plan.MirrorFault;
import java.util.List;

/**
 * A mirror topic, and how it is.
 *
 * @param stateMillis when its condition was last changed by somebody, in milliseconds of the epoch
 * @param lags one for each partition, in order
 * @param why one sentence about a fault or about what it waits for; empty otherwise
 */
public record MirrorStatus(
        String link,
        String topic,
        String sourceTopic,
        Condition condition,
        long stateMillis,
        List<Lag> lags,
        MirrorFault fault,
        String why) {
    public MirrorStatus {
        lags = List.copyOf(lags);
    }

    /** How a mirror is. */
    public enum Condition {
        ACTIVE,
        PAUSED,
        LINK_PAUSED,
        SOURCE_UNAVAILABLE,
        FAILED,
        STOPPING,
        STOPPED
    }

    /**
     * How far a partition is behind.
     *
     * @param records that the source has and the mirror has not; -1 when the source was not heard
     * @param end everything of the source before this offset is in the mirror; -1 when not known
     * @param heardMillis when the source was last heard, in milliseconds of the epoch; 0 when never
     */
    public record Lag(int partition, long records, long end, long heardMillis) {}
}
