package dev.tain.server.internal.kafka;

import dev.tain.server.internal.json.OmitNull;
import dev.tain.server.internal.kafka.ConfigMessages.ConfigData;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages about links. */
final class LinkMessages {
    private LinkMessages() {}

    record CreateLinkQuery(
            String linkName, boolean validateOnly, @Nullable Boolean validateLink) {}

    record CreateLinkRequestData(
            String sourceClusterId,
            String destinationClusterId,
            String remoteClusterId,
            String clusterLinkId,
            List<ConfigData> configs) {}

    record GetLinkQuery(boolean includeTasks) {}

    record DeleteLinkQuery(boolean force, boolean validateOnly) {}

    /**
     * A link. Of the three clusters the one at the other side is given, once it is known.
     *
     * @param linkId the same as {@code clusterLinkId}, as a UUID
     * @param tasks only when asked for
     */
    record ListLinksResponseData(
            String kind,
            Metadata metadata,
            @Nullable String sourceClusterId,
            @Nullable String destinationClusterId,
            @Nullable String remoteClusterId,
            String linkName,
            String linkId,
            String clusterLinkId,
            List<String> topicNames,
            String linkError,
            @Nullable String linkErrorMessage,
            String linkState,
            @OmitNull @Nullable List<LinkTask> tasks,
            List<CategoryCount> categoryCounts)
            implements Item {}

    record LinkTask(String taskName, String state, List<TaskError> errors) {}

    record TaskError(String errorCode, String errorMessage) {}

    /** How many partitions of mirrors are so. */
    record CategoryCount(String stateCategory, int count) {}
}
