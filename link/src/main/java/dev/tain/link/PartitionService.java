package dev.tain.link;

import java.util.List;
import java.util.Optional;

/**
 * Where the partitions of the destination cluster are. Safe for many threads. All methods may throw {@link
 * dev.tain.model.TainException}: {@code TOPIC_UNKNOWN} where a name is given, and those of {@link BrokerService}.
 */
public interface PartitionService {
    /** All partitions of a topic, in order. */
    List<Partition> partitions(String topic);

    /** @throws dev.tain.model.TainException {@code PARTITION_UNKNOWN} */
    Partition partition(String topic, int partition);

    /** All that have a replica on a broker, by topic, then in order. */
    List<Partition> onBroker(int broker);

    /** Which partitions are being moved between brokers: of a topic, or of all. */
    List<Move> moves(Optional<String> topic);

    /**
     * A partition.
     *
     * @param leader a broker; empty while there is none
     * @param replicas the preferred leader's first
     */
    record Partition(String topic, int partition, Optional<Integer> leader, List<Replica> replicas) {
        public Partition {
            replicas = List.copyOf(replicas);
        }
    }

    /** A copy of a partition. */
    record Replica(int broker, boolean isLeader, boolean isInSync) {}

    /** A partition whose replicas are being moved. */
    record Move(String topic, int partition, List<Integer> adding, List<Integer> removing) {
        public Move {
            adding = List.copyOf(adding);
            removing = List.copyOf(removing);
        }
    }
}
