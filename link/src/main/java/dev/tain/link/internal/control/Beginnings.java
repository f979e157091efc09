package dev.tain.link.internal.control;

import dev.tain.link.internal.cluster.Replies;
import dev.tain.link.plan.StartOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** At which offsets of a source mirrors begin. */
final class Beginnings {
    private Beginnings() {}

    /**
     * Asks the source.
     *
     * @param partitions how many each topic has
     * @return by topic and partition; nothing where mirrors begin with the first record
     * @throws org.apache.kafka.common.KafkaException when the source does not answer
     */
    static Map<String, Map<Integer, Long>> ask(Admin source, StartOffset start, Map<String, Integer> partitions) {
        Map<TopicPartition, Long> found = switch (start) {
            case StartOffset.Earliest _ -> Map.of();
            case StartOffset.Latest _ -> offsets(source, partitions, OffsetSpec.latest());
            case StartOffset.Since since -> {
                Map<TopicPartition, Long> offsets = offsets(source, partitions, OffsetSpec.latest());
                offsets(source, partitions, OffsetSpec.forTimestamp(since.millis()))
                        .forEach((partition, offset) -> {
                            if (offset >= 0) {
                                offsets.put(partition, offset);
                            } // otherwise nothing is that late, and the end as it was before that question counts
                        });
                yield offsets;
            }
        };
        Map<String, Map<Integer, Long>> begins = new HashMap<>();
        found.forEach((partition, offset) ->
                begins.computeIfAbsent(partition.topic(), _ -> new HashMap<>()).put(partition.partition(), offset));
        return begins;
    }

    private static Map<TopicPartition, Long> offsets(Admin source, Map<String, Integer> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach((topic, count) -> {
            for (int i = 0; i < count; i++) {
                asked.put(new TopicPartition(topic, i), which);
            }
        });
        Map<TopicPartition, Long> offsets = new HashMap<>();
        Replies.of(source.listOffsets(asked).all())
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }
}
