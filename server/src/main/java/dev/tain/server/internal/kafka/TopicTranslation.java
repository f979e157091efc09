package dev.tain.server.internal.kafka;

import dev.tain.link.TopicStatus;
import dev.tain.link.TopicWish;
import dev.tain.server.internal.kafka.ClusterMessages.Relationship;
import dev.tain.server.internal.kafka.TopicMessages.CreateTopicRequestData;
import dev.tain.server.internal.kafka.TopicMessages.TopicData;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Topics in published words. */
final class TopicTranslation {
    /** What Kafka's own clients send to have the cluster's default. */
    private static final int DEFAULT = -1;

    private TopicTranslation() {}

    static TopicWish wish(CreateTopicRequestData body) {
        if (body.topicName().isEmpty()) {
            throw Faults.invalid("topic_name is missing.", "Name the topic to be made.");
        }
        return new TopicWish(
                body.topicName(),
                given(body.partitionsCount()),
                given(body.replicationFactor()),
                ConfigTranslation.given(body.configs()),
                body.validateOnly());
    }

    private static Optional<Integer> given(@Nullable Integer number) {
        return Optional.ofNullable(number).filter(each -> each != DEFAULT);
    }

    static TopicData message(TopicStatus topic, Resources resources) {
        String self = resources.topic(topic.name());
        return new TopicData(
                "KafkaTopic",
                resources.named(self, "topic=" + topic.name()),
                resources.clusterId(),
                topic.name(),
                topic.internal(),
                topic.replicas(),
                topic.partitions(),
                new Relationship(self + "/partitions"),
                new Relationship(self + "/configs"),
                new Relationship(self + "/partitions/-/reassignment"));
    }
}
