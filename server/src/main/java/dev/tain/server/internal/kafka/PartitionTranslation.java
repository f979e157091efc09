package dev.tain.server.internal.kafka;

import dev.tain.link.PartitionService.Move;
import dev.tain.link.PartitionService.Partition;
import dev.tain.link.PartitionService.Replica;
import dev.tain.server.internal.kafka.ClusterMessages.Relationship;
import dev.tain.server.internal.kafka.PartitionMessages.PartitionData;
import dev.tain.server.internal.kafka.PartitionMessages.ReassignmentData;
import dev.tain.server.internal.kafka.PartitionMessages.ReplicaData;

/** Partitions in published words. */
final class PartitionTranslation {
    private PartitionTranslation() {}

    private static String name(String topic, int partition) {
        return "topic=" + topic + "/partition=" + partition;
    }

    static PartitionData message(Partition partition, Resources resources) {
        String self = resources.partition(partition.topic(), partition.partition());
        return new PartitionData(
                "KafkaPartition",
                resources.named(self, name(partition.topic(), partition.partition())),
                resources.clusterId(),
                partition.topic(),
                partition.partition(),
                partition
                        .leader()
                        .map(leader -> new Relationship(self + "/replicas/" + leader))
                        .orElse(null),
                new Relationship(self + "/replicas"),
                new Relationship(self + "/reassignment"));
    }

    static ReplicaData message(Partition partition, Replica replica, Resources resources) {
        String self = resources.partition(partition.topic(), partition.partition()) + "/replicas/" + replica.broker();
        String name = name(partition.topic(), partition.partition()) + "/replica=" + replica.broker();
        return new ReplicaData(
                "KafkaReplica",
                resources.named(self, name),
                resources.clusterId(),
                partition.topic(),
                partition.partition(),
                replica.broker(),
                replica.isLeader(),
                replica.isInSync(),
                new Relationship(resources.broker(replica.broker())));
    }

    static ReassignmentData message(Move move, Resources resources) {
        String partition = resources.partition(move.topic(), move.partition());
        return new ReassignmentData(
                "KafkaReassignment",
                resources.named(partition + "/reassignment", name(move.topic(), move.partition()) + "/reassignment"),
                resources.clusterId(),
                move.topic(),
                move.partition(),
                move.adding(),
                move.removing(),
                new Relationship(partition + "/replicas"));
    }
}
