package dev.tain.link.plan;

import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;

/**
 * Where a partition is read: in which topic, at which broker.
 *
 * @param topicId zero where the source is older than topic ids
 * @param epoch the leader's; -1 when not known
 */
public record SourceLeader(Uuid topicId, Node node, int epoch) {}
