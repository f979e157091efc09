package dev.tain.server.internal.kafka;

import dev.tain.server.internal.kafka.ClusterMessages.Relationship;
import dev.tain.server.internal.kafka.ConfigMessages.ConfigData;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about topics. */
final class TopicMessages {
    private TopicMessages() {}

    record CreateTopicRequestData(
            String topicName,
            @Nullable Integer partitionsCount,
            @Nullable Integer replicationFactor,
            List<ConfigData> configs,
            boolean validateOnly) {}

    record UpdatePartitionCountRequestData(@Nullable Integer partitionsCount) {}

    record TopicData(
            String kind,
            Metadata metadata,
            String clusterId,
            String topicName,
            boolean isInternal,
            int replicationFactor,
            int partitionsCount,
            Relationship partitions,
            Relationship configs,
            Relationship partitionReassignments)
            implements Item {}
}
