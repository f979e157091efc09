package dev.tain.server.internal.kafka;

import dev.tain.server.internal.json.OmitNull;
import dev.tain.server.internal.kafka.ConfigMessages.ConfigData;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;
import dev.tain.server.internal.kafka.LinkMessages.TaskError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about mirror topics. */
final class MirrorMessages {
    private MirrorMessages() {}

    record CreateMirrorTopicRequestData(
            String sourceTopicName,
            String mirrorTopicName,
            @Nullable Integer replicationFactor,
            List<ConfigData> configs) {}

    record ListMirrorsQuery(String mirrorStatus) {}

    record GetMirrorQuery(boolean includeStateTransitionErrors) {}

    /**
     * A mirror topic.
     *
     * @param mirrorStateTransitionErrors only when asked for
     */
    record ListMirrorTopicsResponseData(
            String kind,
            Metadata metadata,
            String linkName,
            String mirrorTopicName,
            String sourceTopicName,
            int numPartitions,
            List<MirrorLag> mirrorLags,
            MirrorTopicStatus mirrorStatus,
            String mirrorTopicError,
            long stateTimeMs,
            @OmitNull @Nullable List<TaskError> mirrorStateTransitionErrors)
            implements Item {}

    /** How far a partition is behind; -1 for what is not known. */
    record MirrorLag(int partition, long lag, long lastSourceFetchOffset) {}

    /** One of the names and the pattern. */
    record AlterMirrorsRequestData(List<String> mirrorTopicNames, String mirrorTopicNamePattern) {}

    /** What became of one mirror. No error code means that the wish is noted, not that it is fulfilled. */
    record AlterMirrorStatusResponseData(
            String kind,
            Metadata metadata,
            String mirrorTopicName,
            @Nullable Integer errorCode,
            @Nullable String errorMessage,
            List<MirrorLag> mirrorLags,
            @Nullable Long messagesTruncated,
            List<PartitionTruncation> partitionLevelTruncationData)
            implements Item {}

    record PartitionTruncation(int partitionId, long offsetTruncatedTo, long messagesTruncated) {}
}
