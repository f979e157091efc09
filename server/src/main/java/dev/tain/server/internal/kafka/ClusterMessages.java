package dev.tain.server.internal.kafka;

import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;

/** Messages about clusters. */
final class ClusterMessages {
    private ClusterMessages() {}

    /** Where something that belongs to a cluster is found. */
    record Relationship(String related) {}

    record ClusterData(
            String kind,
            Metadata metadata,
            String clusterId,
            Relationship acls,
            Relationship brokers,
            Relationship brokerConfigs,
            Relationship consumerGroups,
            Relationship topics,
            Relationship partitionReassignments)
            implements Item {}
}
