package dev.tain.server.internal.kafka;

import dev.tain.server.internal.kafka.ClusterMessages.Relationship;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;
import org.jspecify.annotations.Nullable;

/** Messages about consumer groups. A consumer's names are empty where nobody reads. */
final class GroupMessages {
    private GroupMessages() {}

    record ConsumerGroupData(
            String kind,
            Metadata metadata,
            String clusterId,
            String consumerGroupId,
            boolean isSimple,
            String partitionAssignor,
            String state,
            String type,
            boolean isMixedConsumerGroup,
            Relationship coordinator,
            Relationship consumers,
            Relationship lagSummary)
            implements Item {}

    record ConsumerData(
            String kind,
            Metadata metadata,
            String clusterId,
            String consumerGroupId,
            String consumerId,
            @Nullable String instanceId,
            String clientId,
            Relationship assignments)
            implements Item {}

    record ConsumerAssignmentData(
            String kind,
            Metadata metadata,
            String clusterId,
            String consumerGroupId,
            String consumerId,
            String topicName,
            int partitionId,
            Relationship partition,
            Relationship lag)
            implements Item {}

    record ConsumerLagData(
            String kind,
            Metadata metadata,
            String clusterId,
            String consumerGroupId,
            String topicName,
            int partitionId,
            long currentOffset,
            long logEndOffset,
            long lag,
            String consumerId,
            @Nullable String instanceId,
            String clientId)
            implements Item {}

    record ConsumerGroupLagSummaryData(
            String kind,
            Metadata metadata,
            String clusterId,
            String consumerGroupId,
            String maxLagConsumerId,
            @Nullable String maxLagInstanceId,
            String maxLagClientId,
            String maxLagTopicName,
            int maxLagPartitionId,
            long maxLag,
            long totalLag,
            Relationship maxLagConsumer,
            Relationship maxLagPartition) {}
}
