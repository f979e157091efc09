package dev.tain.server.internal.kafka;

import dev.tain.server.internal.json.OmitNull;
import dev.tain.server.internal.kafka.ClusterMessages.Relationship;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about partitions, their replicas and the moves of these. */
final class PartitionMessages {
    private PartitionMessages() {}

    /** @param leader left out while there is none */
    record PartitionData(
            String kind,
            Metadata metadata,
            String clusterId,
            String topicName,
            int partitionId,
            @OmitNull @Nullable Relationship leader,
            Relationship replicas,
            Relationship reassignment)
            implements Item {}

    record ReplicaData(
            String kind,
            Metadata metadata,
            String clusterId,
            String topicName,
            int partitionId,
            int brokerId,
            boolean isLeader,
            boolean isInSync,
            Relationship broker)
            implements Item {}

    record ReassignmentData(
            String kind,
            Metadata metadata,
            String clusterId,
            String topicName,
            int partitionId,
            List<Integer> addingReplicas,
            List<Integer> removingReplicas,
            Relationship replicas)
            implements Item {}
}
