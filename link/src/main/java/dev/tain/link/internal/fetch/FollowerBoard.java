package dev.tain.link.internal.fetch;

import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.plan.SourceLeader;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/**
 * Who reads what: gives each partition that this broker leads to the fetcher of the source broker that leads it
 * there. Used by one thread.
 */
public final class FollowerBoard implements AutoCloseable {
    private final SourceConfig config;
    private final Clock clock;
    private final Runnable leadersMoved;
    private final Map<Node, SourceFetcher> fetchers = new HashMap<>();
    private final Map<MirrorPartition, Place> places = new HashMap<>();

    private record Place(SourceFetcher fetcher, SourceLeader leader, int epoch, long knowledge) {}

    /** @param leadersMoved called from any thread when what is known about leaders is no longer true */
    public FollowerBoard(SourceConfig config, Clock clock, Runnable leadersMoved) {
        this.config = config;
        this.clock = clock;
        this.leadersMoved = leadersMoved;
    }

    /**
     * Lets a partition be read, unless it is read there already.
     *
     * @param knowledge grows with every answer of the source about leaders; who was sent away by a leader waits for
     * the     next one
     */
    public void place(MirrorPartition partition, SourceLeader leader, long knowledge) {
        Optional<PartitionLog.State> led = partition.log().led();
        if (led.isEmpty() || partition.isOver()) {
            return;
        }
        int epoch = led.get().epoch();
        Place now = places.get(partition);
        if (now != null && now.leader().equals(leader) && now.epoch() == epoch) {
            if (partition.isFollowed() || now.knowledge() == knowledge) {
                return;
            }
        }
        if (now != null && !now.fetcher().node().equals(leader.node())) {
            now.fetcher().release(partition);
        }
        SourceFetcher fetcher = fetchers.computeIfAbsent(leader.node(), this::started);
        places.put(partition, new Place(fetcher, leader, epoch, knowledge));
        fetcher.adopt(partition, leader);
    }

    private SourceFetcher started(Node node) {
        SourceFetcher fetcher = new SourceFetcher(node, config, clock, leadersMoved);
        fetcher.start();
        return fetcher;
    }

    /** Nobody reads the partition any more, though a read that is under way may still come. */
    public void remove(MirrorPartition partition) {
        @Nullable Place place = places.remove(partition);
        if (place != null) {
            place.fetcher().release(partition);
        }
    }

    /** Ends the fetchers of brokers that lead nothing of ours. */
    public void tidy() {
        List<SourceFetcher> used = places.values().stream().map(Place::fetcher).toList();
        for (SourceFetcher fetcher : new ArrayList<>(fetchers.values())) {
            if (!used.contains(fetcher)) {
                fetchers.remove(fetcher.node());
                fetcher.close();
            }
        }
    }

    @Override
    public void close() {
        fetchers.values().forEach(SourceFetcher::close);
        fetchers.clear();
        places.clear();
    }
}
