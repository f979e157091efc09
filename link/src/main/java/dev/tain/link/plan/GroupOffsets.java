package dev.tain.link.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/** Where a consumer group is to stand in the mirrors: where it stands at the source, as far as the mirrors reach. */
public final class GroupOffsets {
    private GroupOffsets() {}

    /** The records of a mirror partition that a consumer may stand at: from {@code start} to {@code end}. */
    public record Range(long start, long end) {}

    /**
     * Decides what to write. Offsets are the same on both sides; one that the mirror has not reached yet is held
     * back to its end, and none is ever moved back.
     *
     * @param source the group's offsets there
     * @param now its offsets in the destination
     * @param mirror the mirror of a source partition, empty when there is none
     * @param range what a mirror partition holds, empty when this is not known here
     */
    public static Map<TopicPartition, Long> moves(
            Map<TopicPartition, Long> source,
            Map<TopicPartition, Long> now,
            Function<TopicPartition, Optional<TopicPartition>> mirror,
            Function<TopicPartition, Optional<Range>> range) {
        Map<TopicPartition, Long> moves = new HashMap<>();
        source.forEach((partition, offset) -> mirror.apply(partition)
                .ifPresent(mine -> range.apply(mine).ifPresent(held -> {
                    long place = Math.max(held.start(), Math.min(offset, held.end()));
                    Long before = now.get(mine);
                    if (before == null || before < place) {
                        moves.put(mine, place);
                    }
                })));
        return moves;
    }
}
