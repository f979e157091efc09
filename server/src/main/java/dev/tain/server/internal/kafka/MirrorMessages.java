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

    /** @param includeVerification our own: how far it was compared with its source */
    record GetMirrorQuery(boolean includeStateTransitionErrors, boolean includeVerification) {}

    /**
     * A mirror topic.
     *
     * @param mirrorStateTransitionErrors only when asked for
     * @param missingRecords only when some are missing
     * @param verification our own: only when asked for, or when something is not what the source has
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
            @OmitNull @Nullable List<TaskError> mirrorStateTransitionErrors,
            @OmitNull @Nullable List<MissingRecords> missingRecords,
            @OmitNull @Nullable List<PartitionVerification> verification)
            implements Item {}

    /**
     * What a partition lost; our own, and only there when something was.
     *
     * @param reason {@code CUT_OFF} or {@code NOT_COPIED}
     * @param savedIn a file on the link broker that led the partition; null where nothing was saved
     */
    record MissingRecords(
            int partitionId,
            String reason,
            long fromOffset,
            long untilOffset,
            @Nullable String savedIn) {}

    /** How far a mirror was compared with its source; our own. */
    record MirrorVerification(
            String kind,
            Metadata metadata,
            String linkName,
            String mirrorTopicName,
            String sourceTopicName,
            boolean isRunning,
            VerificationResult result,
            List<PartitionVerification> partitions) {}

    /**
     * Of one partition; -1 for offsets that are not known.
     *
     * @param isRunning whether somebody asked for it, and it has not ended
     * @param comparedThrough everything from the first offset until before this one was compared
     * @param verifiedThrough and nothing before this one differs
     * @param lastComparedMs in milliseconds of the epoch; 0 for never
     * @param waitsFor what holds it up; empty when nothing does
     */
    record PartitionVerification(
            int partitionId,
            boolean isRunning,
            VerificationResult result,
            long fromOffset,
            long comparedThrough,
            long verifiedThrough,
            long equalBatches,
            long undecidedBatches,
            long bytesRead,
            long lastComparedMs,
            List<Difference> differences,
            long moreDifferences,
            String waitsFor) {}

    /** Offsets from the first one until before the last one, and what is different there. */
    record Difference(long fromOffset, long untilOffset, String kind) {}

    /** How far a partition is behind; -1 for what is not known. */
    record MirrorLag(int partition, long lag, long lastSourceFetchOffset) {}

    /**
     * One of the names and the pattern.
     *
     * @param timeoutMs our own: when a promotion is given up
     * @param fenceSource our own: whether a promotion closes the source's topics to their writers first
     */
    record AlterMirrorsRequestData(
            List<String> mirrorTopicNames,
            String mirrorTopicNamePattern,
            @Nullable Long timeoutMs,
            boolean fenceSource) {}

    record AlterMirrorsQuery(boolean validateOnly, boolean includePartitionLevelTruncationData) {}

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
