package dev.tain.link.internal.control;

import dev.tain.link.internal.cluster.Replies;
import dev.tain.link.internal.fetch.SourceStillness;
import dev.tain.link.internal.fetch.SourceStillness.Ends;
import dev.tain.link.plan.FenceRecord;
import dev.tain.link.plan.SourceLeader;
import dev.tain.link.plan.SourceTopics;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteAclsResult.FilterResult;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes topics of a source to their writers while their mirrors are promoted, and opens them again when that is given
 * up:
 *
 * <pre>
 *  noted ──► denied ──► every leader goes by it, nothing on its way, no transaction open ──► ends noted
 *    └──────────┴──────────────── given up, failed over, restored ────────────────────────────┴──► opened, forgotten
 * </pre>
 *
 * Done by the broker that decides, by the thread of a link's duties, except for {@link #waitsFor}.
 */
final class SourceFences {
    private static final Logger LOG = LoggerFactory.getLogger(SourceFences.class);
    private static final long PAUSE_MILLIS = 500;

    private final LinkRun run;
    private final LinkStore store;
    private final Clock clock;
    private final Set<String> denied = new HashSet<>();
    private final Map<String, String> waits = new ConcurrentHashMap<>();
    private long nextMillis;

    SourceFences(LinkRun run, LinkStore store, Clock clock) {
        this.run = run;
        this.store = store;
        this.clock = clock;
    }

    /** What keeps a source's topic from being closed; empty when nothing does. */
    String waitsFor(String topic) {
        return waits.getOrDefault(topic, "");
    }

    /** One round over all of the link's. */
    void round() {
        Stored stored = store.stored();
        List<FenceRecord> all = stored.fencesOf(run.link().name());
        if (all.isEmpty() || clock.millis() < nextMillis) {
            return;
        }
        nextMillis = clock.millis() + PAUSE_MILLIS;
        for (FenceRecord fence : all) {
            if (!fence.isWanted(stored)) {
                tryToOpen(fence);
            } else if (!fence.isClosed()) {
                close(fence);
            }
        }
    }

    private void tryToOpen(FenceRecord fence) {
        try {
            open(fence);
        } catch (KafkaException e) {
            LOG.warn(
                    "Topic {} of the source of link {} cannot be opened to writers yet: {}",
                    fence.sourceTopic(),
                    fence.link(),
                    Sources.said(e));
        }
    }

    private void open(FenceRecord fence) {
        if (fence.own()) {
            allow(run.admin(), FenceRecord.denial(fence.sourceTopic()));
            LOG.info("Topic {} of the source of link {} is open to writers again.", fence.sourceTopic(), fence.link());
        }
        denied.remove(fence.topic());
        waits.remove(fence.topic());
        store.decide(now -> isStored(now, fence) && !fence.isWanted(now)
                ? List.of(new Change.Fence(fence.topic(), null))
                : List.of());
    }

    private static void allow(Admin source, AclBinding denial) {
        var results = source.deleteAcls(List.of(denial.toFilter())).values();
        results.values().forEach(result -> {
            for (FilterResult each : Replies.of(result).values()) {
                if (each.exception() != null) {
                    throw each.exception();
                }
            }
        });
    }

    private void close(FenceRecord fence) {
        AclBinding denial = FenceRecord.denial(fence.sourceTopic());
        try {
            if (fence.own() && denied.add(fence.topic())) {
                Replies.of(run.admin().createAcls(List.of(denial)).all());
            }
            Map<Integer, Long> ends = new HashMap<>();
            String why = ends(fence, denial, ends);
            waits.put(fence.topic(), why);
            if (why.isEmpty()) {
                store.decide(now -> isStored(now, fence)
                        ? List.of(new Change.Fence(fence.topic(), fence.closedAt(ends)))
                        : List.of());
                LOG.info("Topic {} of the source of link {} is closed.", fence.sourceTopic(), fence.link());
            }
        } catch (IOException | KafkaException e) {
            denied.remove(fence.topic());
            waits.put(fence.topic(), "the source's topic cannot be closed to its writers: " + Sources.said(e));
        }
    }

    private static boolean isStored(Stored stored, FenceRecord fence) {
        return fence.equals(stored.fences().get(fence.topic()));
    }

    /** Fills in where the source ends for good, or says what that waits for. */
    private String ends(FenceRecord fence, AclBinding denial, Map<Integer, Long> ends) throws IOException {
        SourceTopics.Topic found = run.sourceTopics().topics().get(fence.sourceTopic());
        if (!(found instanceof SourceTopics.Topic.Present topic)) {
            return "it waits until the source tells who leads topic " + fence.sourceTopic();
        }
        List<SourceTopics.Leader> leaders = topic.leaders();
        if (!leaders.stream().allMatch(SourceTopics.Leader::isKnown)) {
            return "it waits until all partitions of the source's topic have a leader";
        }
        try (SourceStillness source = new SourceStillness(Sources.config(run.link()))) {
            Set<Node> brokers = new HashSet<>();
            leaders.forEach(each -> brokers.add(each.node()));
            for (Node broker : brokers) {
                if (!source.goesBy(denial, broker)) {
                    return "it waits until broker " + broker.id() + " of the source refuses writers";
                }
            }
            for (int i = 0; i < leaders.size(); i++) {
                SourceLeader leader = new SourceLeader(
                        topic.id(), leaders.get(i).node(), leaders.get(i).epoch());
                Optional<Ends> seen = source.ends(new TopicPartition(fence.sourceTopic(), i), leader);
                if (seen.isEmpty() || !seen.get().isStill()) {
                    return unsettled(i, seen);
                }
                ends.put(i, seen.get().held());
            }
            return "";
        }
    }

    private static String unsettled(int partition, Optional<Ends> ends) {
        String which = "of partition " + partition + " of the source";
        return ends.map(each -> each.decided() < each.held()
                        ? "it waits until a transaction " + which + " ends, which is open from offset " + each.decided()
                        : "it waits until the replicas " + which + " have all that its leader has")
                .orElse("it waits until the leader " + which + " tells its end");
    }
}
