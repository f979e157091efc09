package dev.tain.link.internal.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * A running broker, as links see it. Safe for many threads.
 *
 * <p>The guard is closed at first: clients are told to come back later, because nobody knows yet which topics they
 * may write. The first {@link #guard} opens it.
 */
public interface BrokerHost extends AutoCloseable {
    String clusterId();

    int brokerId();

    /** The log of a partition, whether or not this broker has a replica of it now. */
    PartitionLog log(TopicPartition partition);

    /**
     * How many partitions a topic of the cluster has, as this broker has heard; empty when it knows no such topic.
     */
    OptionalInt partitions(String topic);

    /** The id of a topic of the cluster, as this broker has heard; zero when it knows no such topic. */
    Uuid topicId(String topic);

    /** A config that was set on a topic; empty text when it was not. */
    String topicConfig(String topic, String name);

    /** From now on clients may write to all topics but these. */
    void guard(Set<String> readOnlyTopics);

    /** How many partitions clients wanted to write and were not let, since the start. */
    long refusedWrites();

    /** Where records are saved that are cut off of mirrors; made when it is needed. */
    Path savedRecords();

    /** Where clients of this cluster find this broker: {@code HOST:PORT}. */
    String bootstrap();

    /** The settings with which clients in this process reach the cluster, its address among them. */
    Map<String, String> ownCluster();

    /** Hands leadership over, closes the logs, and returns when all of it has ended. Does nothing the second time. */
    @Override
    void close();
}
