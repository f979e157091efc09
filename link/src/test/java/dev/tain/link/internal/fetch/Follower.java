package dev.tain.link.internal.fetch;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.plan.SourceLeader;
import dev.tain.link.plan.SourceTopics;
import dev.tain.testkit.Await;
import dev.tain.testkit.KafkaCluster;
import dev.tain.testkit.LogBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** One partition that follows its source, as the runtime lets it, and what a test asks about it. */
final class Follower implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TopicPartition name;
    private final KafkaCluster source;
    private final AtomicBoolean moved = new AtomicBoolean(true);
    private final AtomicLong knowledge = new AtomicLong();
    private final SourceMetadata metadata;
    private final FollowerBoard board;
    private final MirrorPartition partition;

    private Follower(TopicPartition name, KafkaCluster source, BrokerHost destination, boolean compacted) {
        SourceConfig config =
                new SourceConfig("test", Map.of("bootstrap.servers", source.bootstrap()), 1 << 20, 4 << 20, 100, 100);
        this.name = name;
        this.source = source;
        this.metadata = new SourceMetadata(config);
        this.board = new FollowerBoard(config, Clock.systemUTC(), () -> moved.set(true));
        this.partition = new MirrorPartition(
                destination.log(name), name, new MirrorPartition.Rules(0, () -> compacted, false), Clock.systemUTC());
    }

    /** Follows a topic of the source with one partition; the mirror is made when it is absent. */
    static Follower of(String topic, KafkaCluster source, BrokerHost destination, boolean compacted) throws Exception {
        TopicPartition name = new TopicPartition(topic, 0);
        try (Admin admin = Admin.create(Map.copyOf(destination.ownCluster()))) {
            if (!admin.listTopics().names().get(20, TimeUnit.SECONDS).contains(topic)) {
                Map<String, String> configs = Map.of("cleanup.policy", compacted ? "compact" : "delete");
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(configs)))
                        .all()
                        .get(20, TimeUnit.SECONDS);
            }
        }
        return new Follower(name, source, destination, compacted);
    }

    /** One look at who leads what. */
    void tick() throws IOException {
        if (moved.getAndSet(false)) {
            try {
                SourceTopics.Topic topic =
                        metadata.ask(List.of(name.topic())).topics().get(name.topic());
                if (topic instanceof SourceTopics.Topic.Present present
                        && present.leaders().getFirst().isKnown()) {
                    knowledge.incrementAndGet();
                    SourceTopics.Leader leader = present.leaders().getFirst();
                    board.place(
                            partition, new SourceLeader(present.id(), leader.node(), leader.epoch()), knowledge.get());
                    moved.set(!partition.isFollowed());
                } else {
                    moved.set(true);
                }
            } catch (IOException e) {
                moved.set(true);
                throw e;
            }
        }
    }

    PartitionStatus status() {
        return partition.status();
    }

    MirrorPartition partition() {
        return partition;
    }

    PartitionStatus awaitPhase(PartitionStatus.Phase phase) {
        return Await.atMost(LIMIT)
                .value(
                        "phase " + phase,
                        () -> {
                            tick();
                            return status();
                        },
                        status -> status.phase() == phase);
    }

    /** Waits until it has all that the source has now. */
    void awaitEqualEnd() {
        Await.atMost(LIMIT).thatHolds(name + " has all", () -> {
            tick();
            return partition.log().led().orElseThrow().end() == sourceOffset(OffsetSpec.latest());
        });
    }

    void awaitEqualStart() {
        Await.atMost(LIMIT).thatHolds(name + " starts where the source does", () -> {
            tick();
            return partition.log().led().orElseThrow().start() == sourceOffset(OffsetSpec.earliest());
        });
    }

    private long sourceOffset(OffsetSpec which) throws Exception {
        try (Admin admin = source.admin()) {
            return admin.listOffsets(Map.of(name, which))
                    .partitionResult(name)
                    .get(5, TimeUnit.SECONDS)
                    .offset();
        }
    }

    List<String> sourceBytes() {
        return LogBytes.of(source.node(1).logDirectory().resolve(name.toString()));
    }

    List<String> mirrorBytes(Path logDirectory) {
        return LogBytes.of(logDirectory.resolve(name.toString()));
    }

    @Override
    public void close() {
        partition.stop();
        board.close();
        metadata.close();
    }
}
