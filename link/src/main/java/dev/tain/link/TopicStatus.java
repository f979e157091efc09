package dev.tain.link;

/**
 * A topic of the destination cluster.
 *
 * @param internal whether it belongs to Kafka itself, or is where links are stored
 * @param replicas of its first partition
 */
public record TopicStatus(String name, boolean internal, int replicas, int partitions) {}
