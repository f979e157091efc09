package dev.tain.link.internal.control;

import dev.tain.link.internal.fetch.SourceConfig;
import dev.tain.link.internal.fetch.SourceMetadata;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.SourceLeader;
import dev.tain.link.plan.SourceTopics;
import dev.tain.link.plan.TopicCheck;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who leads partitions at a source, asked when it is needed and kept for a while. Used by one thread, except for
 * {@link #interrupt}.
 */
final class SourceLeaders implements AutoCloseable {
    private static final long KEEP_MILLIS = 30_000;

    private final SourceMetadata metadata;
    private final Clock clock;
    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(SourceTopics.Topic topic, long millis) {}

    SourceLeaders(SourceConfig config, Clock clock) {
        this.metadata = new SourceMetadata(config);
        this.clock = clock;
    }

    /**
     * The leader of a partition of the topic that is mirrored.
     *
     * @param partitions how many the mirror has
     * @throws IOException when nobody leads it, or the source has another topic of the name
     */
    SourceLeader of(MirrorRecord.Source source, int partition, int partitions) throws IOException {
        SourceTopics.Topic topic = topic(source.topic());
        String why = switch (TopicCheck.of(topic, source.topicId(), partitions)) {
            case TopicCheck.Verdict.Away away -> away.why();
            case TopicCheck.Verdict.Fault fault -> fault.why();
            case TopicCheck.Verdict.Same _ -> "";
        };
        if (!why.isEmpty() || !(topic instanceof SourceTopics.Topic.Present present)) {
            throw new IOException(why);
        }
        SourceTopics.Leader leader = present.leaders().get(partition);
        if (!leader.isKnown()) {
            throw new IOException("nobody leads the source's partition " + partition);
        }
        return new SourceLeader(present.id(), leader.node(), leader.epoch());
    }

    private SourceTopics.Topic topic(String name) throws IOException {
        Seen found = seen.get(name);
        if (found == null || clock.millis() - found.millis() > KEEP_MILLIS) {
            SourceTopics.Topic topic = metadata.ask(Set.of(name)).topics().get(name);
            if (topic == null) {
                throw new IOException("the source says nothing about topic " + name);
            }
            found = new Seen(topic, clock.millis());
            seen.put(name, found);
        }
        return found.topic();
    }

    /** The leaders may have moved. */
    void forget() {
        seen.clear();
    }

    void interrupt() {
        metadata.interrupt();
    }

    @Override
    public void close() {
        metadata.close();
    }
}
