package dev.tain.link;

import dev.tain.link.plan.EndingRecord;
import java.util.List;

/**
 * A wish that mirrors of a link end, as one, and how far it is.
 *
 * @param parts one for each mirror, by name
 */
public record EndingStatus(EndingRecord wish, List<Part> parts) {
    public EndingStatus {
        parts = List.copyOf(parts);
    }

    /**
     * How far it is with one mirror.
     *
     * @param partitions how many it has
     * @param endedPartitions how many of them have ended
     * @param lackingRecords that the source has and the others have not; -1 when that is not known here
     * @param why one sentence about what it waits for, or why it was given up; empty otherwise
     * @param fence how far its source's topic is closed to writers
     */
    public record Part(
            String topic,
            EndingRecord.Progress progress,
            int partitions,
            int endedPartitions,
            long lackingRecords,
            String why,
            Fence fence) {}

    /** Whether a source's topic is closed to its writers. */
    public enum FenceState {
        /** Nobody wished that. */
        NONE,
        CLOSING,
        /** Nothing can come to it any more, by anyone to whom something can be denied. */
        CLOSED,
        /** The mirror has ended where the source did, and the source has not moved since it was closed. */
        PROVEN,
        /** To be opened again. */
        OPENING
    }

    /**
     * How far a source's topic is closed.
     *
     * @param ends where the source ended when it was closed, and the mirror, by partition
     */
    public record Fence(FenceState state, String sourceTopic, List<End> ends) {
        public static final Fence NONE = new Fence(FenceState.NONE, "", List.of());

        public Fence {
            ends = List.copyOf(ends);
        }
    }

    /** @param mirror -1 while it has not ended */
    public record End(int partition, long source, long mirror) {}
}
