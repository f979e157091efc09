package dev.tain.server.internal.kafka;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all answers have around their fields. */
final class Envelope {
    private Envelope() {}

    /**
     * Of one thing.
     *
     * @param self its address
     */
    record Metadata(String self, @Nullable String resourceName) {}

    /**
     * Of a list.
     *
     * @param next always null: lists are whole
     */
    record ListMetadata(String self, @Nullable String next) {}

    /** What a list may hold. */
    sealed interface Item
            permits ClusterMessages.ClusterData,
                    LinkMessages.ListLinksResponseData,
                    ConfigMessages.ListLinkConfigsResponseData,
                    MirrorMessages.ListMirrorTopicsResponseData,
                    MirrorMessages.AlterMirrorStatusResponseData,
                    EndingMessages.OperationData,
                    TopicMessages.TopicData,
                    KafkaConfigMessages.TopicConfigData,
                    KafkaConfigMessages.BrokerConfigData,
                    KafkaConfigMessages.ClusterConfigData,
                    BrokerMessages.BrokerData,
                    PartitionMessages.PartitionData,
                    PartitionMessages.ReplicaData,
                    PartitionMessages.ReassignmentData,
                    GroupMessages.ConsumerGroupData,
                    GroupMessages.ConsumerData,
                    GroupMessages.ConsumerAssignmentData,
                    GroupMessages.ConsumerLagData,
                    AclMessages.AclData {}

    record ItemList(String kind, ListMetadata metadata, List<Item> data) {
        ItemList(String kind, String self, List<? extends Item> data) {
            this(kind, new ListMetadata(self, null), List.copyOf(data));
        }
    }
}
