package dev.tain.link.internal.control;

import dev.tain.link.internal.fetch.LogComparison;
import dev.tain.link.internal.fetch.SourceConfig;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.SourceLeader;
import dev.tain.link.plan.SourceTopics;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The source's topic of a mirror that ends when it has all of it.
 *
 * @param ends by partition, as the source's leaders say now
 */
record AskedSource(MirrorRecord mirror, SourceTopics topics, Map<Integer, Long> ends, SourceConfig config)
        implements Ending.SourceState {
    private static final Logger LOG = LoggerFactory.getLogger(AskedSource.class);

    /** For a mirror that ends as it is. */
    static final Ending.SourceState NOBODY = new Ending.SourceState() {
        @Override
        public OptionalLong end(int partition) {
            return OptionalLong.empty();
        }

        @Override
        public boolean hasNothingFrom(int partition, long offset) {
            return false;
        }
    };

    @Override
    public OptionalLong end(int partition) {
        Long end = ends.get(partition);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    }

    @Override
    public boolean hasNothingFrom(int partition, long offset) {
        String name = mirror.source().topic();
        if (!(topics.topics().get(name) instanceof SourceTopics.Topic.Present topic)
                || partition >= topic.leaders().size()
                || !topic.leaders().get(partition).isKnown()) {
            return false;
        }
        SourceTopics.Leader leader = topic.leaders().get(partition);
        SourceLeader place = new SourceLeader(topic.id(), leader.node(), leader.epoch());
        try (LogComparison comparison = new LogComparison(config)) {
            return comparison.hasNothingFrom(
                    offset, new LogComparison.Place(new TopicPartition(name, partition), place));
        } catch (IOException | KafkaException e) {
            LOG.info("The source of link {} does not say what is left: {}", mirror.link(), e.getMessage());
            return false;
        }
    }
}
