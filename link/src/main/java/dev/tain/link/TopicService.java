package dev.tain.link;

import java.util.List;

/**
 * Topics of the destination cluster, mirrors and others. Safe for many threads.
 *
 * <p>All methods may throw {@link dev.tain.model.TainException}: {@code TOPIC_UNKNOWN} where a name is given, {@code
 * TOPIC_INVALID} when Kafka or a link refuses what is asked, {@code TOPIC_FORBIDDEN} when Kafka does not let Tain do
 * it, and {@code KAFKA_UNAVAILABLE}. What they have changed is durable when they return; brokers hear of it a moment
 * later.
 */
public interface TopicService {
    /** All topics by name, Kafka's own among them. */
    List<TopicStatus> topics();

    TopicStatus topic(String name);

    /**
     * Makes an ordinary topic, or only checks whether it could be made.
     *
     * @return the topic as it is or would be
     * @throws dev.tain.model.TainException {@code TOPIC_EXISTS}
     */
    TopicStatus create(TopicWish wish);

    /**
     * Deletes a topic and all its records. A mirror topic is no mirror any more when this returns.
     *
     * @throws dev.tain.model.TainException {@code LINK_NOT_HERE} for a mirror topic while another process decides
     */
    void delete(String name);

    /**
     * Gives a topic more partitions; mirror topics refuse.
     *
     * @param partitions how many there are afterwards; more than now
     */
    TopicStatus grow(String name, int partitions);
}
