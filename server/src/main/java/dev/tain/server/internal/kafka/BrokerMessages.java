package dev.tain.server.internal.kafka;

import dev.tain.server.internal.kafka.ClusterMessages.Relationship;
import dev.tain.server.internal.kafka.Envelope.Item;
import dev.tain.server.internal.kafka.Envelope.Metadata;
import org.jspecify.annotations.Nullable;

/** Messages about brokers. */
final class BrokerMessages {
    private BrokerMessages() {}

    record BrokerData(
            String kind,
            Metadata metadata,
            String clusterId,
            int brokerId,
            String host,
            int port,
            @Nullable String rack,
            Relationship configs,
            Relationship partitionReplicas)
            implements Item {}
}
