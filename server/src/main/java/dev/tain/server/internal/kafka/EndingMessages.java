package dev.tain.server.internal.kafka;

import dev.tain.server.internal.json.OmitNull;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about promotions and failovers of several mirror topics as one; our own. */
final class EndingMessages {
    private EndingMessages() {}

    /**
     * A promotion or failover.
     *
     * @param verb {@code PROMOTE} or {@code FAILOVER}
     * @param isRunning whether a mirror topic of it has not ended
     * @param deadlineMs when what has not ended is given up, in milliseconds of the epoch; null for never
     * @param mirrorTopicsCount how many it is about
     * @param waitsFor one sentence about the first that has not ended; empty where there is none
     */
    record OperationData(
            String kind,
            Metadata metadata,
            String operationId,
            String linkName,
            String verb,
            boolean isRunning,
            long startedMs,
            @Nullable Long deadlineMs,
            int mirrorTopicsCount,
            int endedCount,
            int givenUpCount,
            String waitsFor,
            List<OperationMirrorData> mirrors)
            implements Item {}

    /**
     * How far it is with one mirror topic.
     *
     * @param progress {@code WAITING}, {@code ENDED}, {@code GIVEN_UP}, {@code OVERTAKEN} or {@code GONE}
     * @param lag how many records those partitions lack that have not ended; -1 for not known
     */
    record OperationMirrorData(
            String mirrorTopicName,
            String progress,
            int partitionsCount,
            int endedPartitionsCount,
            long lag,
            String waitsFor,
            @OmitNull @Nullable SourceFence sourceFence) {}

    /**
     * How far a source's topic is closed to its writers; only where that was wished.
     *
     * @param state {@code CLOSING}, {@code CLOSED}, {@code PROVEN} or {@code OPENING}
     * @param lostRecords 0 when that is proven; null before
     */
    record SourceFence(
            String sourceTopicName, String state, @Nullable Long lostRecords, List<FencedPartition> partitions) {}

    /** Where the source ended when it was closed, and the mirror; -1 while that has not ended. */
    record FencedPartition(int partitionId, long sourceEndOffset, long mirrorEndOffset) {}
}
