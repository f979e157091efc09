package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.fetch.FollowerBoard;
import dev.tain.link.internal.fetch.MirrorPartition;
import dev.tain.link.internal.fetch.PartitionStatus;
import dev.tain.link.internal.fetch.SourceMetadata;
import dev.tain.link.plan.CutRecord;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.SourceHealth;
import dev.tain.link.plan.SourceLeader;
import dev.tain.link.plan.SourceTopics;
import dev.tain.link.plan.StopRecord;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.link.plan.TopicCheck;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A link on this broker, from when it is made or its configs change until it is closed: asks the source who leads
 * what, and lets the partitions that are led here follow. One thread, which {@link #nudge} wakes; everything else
 * may be asked by any thread.
 */
final class LinkRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkRun.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long METADATA_MILLIS = 5_000;
    private static final long SOONEST_MILLIS = 200;
    private static final long ENDING_MILLIS = 100;

    private final LinkRecord link;
    private final BrokerHost host;
    private final Supplier<Stored> stored;
    private final Clock clock;
    private final Ending ending;
    private final Restoring restoring;
    private final Consumer<List<Change>> report;
    private final SourceAdmin admin;
    private final SourceMetadata metadata;
    private final FollowerBoard board;
    private final Map<TopicPartition, MirrorPartition> partitions = new ConcurrentHashMap<>();
    private final Map<String, Uuid> topicIds = new ConcurrentHashMap<>();
    private final Verdicts verdicts;
    private final Semaphore nudges = new Semaphore(0);
    private final AtomicBoolean leadersMoved = new AtomicBoolean(true);
    private final Thread thread;
    private volatile SourceTopics topics = new SourceTopics("", Map.of());
    private volatile SourceHealth health = SourceHealth.WELL;
    private volatile boolean closing;
    private volatile boolean hurried;
    private boolean isEnding;
    private long knowledge;
    private long askedMillis;

    LinkRun(LinkRecord link, BrokerHost host, LinkStore store, Clock clock) {
        this.link = link;
        this.host = host;
        this.stored = store::stored;
        this.clock = clock;
        this.report = store::report;
        this.ending = new Ending(host, report, clock);
        this.restoring = new Restoring(host, report, Sources.config(link), clock);
        this.verdicts = new Verdicts(clock);
        this.admin = new SourceAdmin(link);
        this.metadata = new SourceMetadata(Sources.config(link));
        this.board = new FollowerBoard(Sources.config(link), clock, () -> {
            leadersMoved.set(true);
            nudge();
        });
        this.thread = Thread.ofPlatform().daemon().name("link-" + link.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    LinkRecord link() {
        return link;
    }

    boolean isClosed() {
        return closing;
    }

    void nudge() {
        nudges.release();
    }

    SourceHealth health() {
        return health;
    }

    /** Whether the source is the cluster that it was when the link was made, as far as either is known. */
    boolean isMeantSource() {
        String meant = link.sourceClusterId();
        return meant.isEmpty() || sourceClusterId().isEmpty() || meant.equals(sourceClusterId());
    }

    /** What the source last said of those of its topics that it is asked about. */
    SourceTopics sourceTopics() {
        return topics;
    }

    /** The source's cluster id; empty before the first answer. */
    String sourceClusterId() {
        return topics.clusterId();
    }

    /** How a partition is, when it is or was followed here. */
    Optional<PartitionStatus> status(TopicPartition partition) {
        return isSameTopic(partition.topic())
                ? Optional.ofNullable(partitions.get(partition)).map(MirrorPartition::status)
                : Optional.empty();
    }

    /** Whether what is followed is in the topic of that name that there is now, not in one that was deleted. */
    private boolean isSameTopic(String topic) {
        return host.topicId(topic).equals(topicIds.get(topic));
    }

    /** What keeps a partition from being the source's again; empty when nothing does. */
    String restoringWaitsFor(TopicPartition partition) {
        return restoring.waitsFor(partition);
    }

    Verdicts verdicts() {
        return verdicts;
    }

    private void run() {
        try {
            while (!closing) {
                isEnding = false;
                step();
                long pause = isEnding ? ENDING_MILLIS : PAUSE_MILLIS;
                if (nudges.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    nudges.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() {
        try {
            Stored now = stored.get();
            List<MirrorRecord> followed = now.mirrorsOf(link.name()).stream()
                    .filter(each -> !pauses() && follows(each))
                    .toList();
            List<MirrorRecord> restored = now.mirrorsOf(link.name()).stream()
                    .filter(each -> !pauses() && each.state() == MirrorState.RESTORING)
                    .toList();
            List<MirrorRecord> asked =
                    Stream.concat(followed.stream(), restored.stream()).toList();
            leaveOthers(followed);
            verdicts.retain(asked);
            endForced(now);
            if (isTimeToAsk()) {
                ask(asked);
            }
            followed.forEach(this::follow);
            restored.forEach(each -> restore(each, now));
            reportMissed();
            endPlanned(now);
            board.tidy();
        } catch (RuntimeException e) {
            LOG.error("Link {} stumbled; it goes on.", link.name(), e);
        }
    }

    /** Before the source is asked, which may take long where it is away. */
    private void endForced(Stored now) {
        for (MirrorRecord mirror : now.mirrorsOf(link.name())) {
            if (mirror.state() == MirrorState.STOPPING && !mirror.planned()) {
                ending.advance(
                        mirror, partitions, now.stops().getOrDefault(mirror.topic(), Map.of()), AskedSource.NOBODY);
                isEnding = true;
            }
        }
    }

    private void endPlanned(Stored now) {
        for (MirrorRecord mirror : now.mirrorsOf(link.name())) {
            if (mirror.state() == MirrorState.STOPPING && mirror.planned()) {
                Map<Integer, StopRecord> stops = now.stops().getOrDefault(mirror.topic(), Map.of());
                isEnding = true;
                if (now.isStillOpen(mirror.topic())) {
                    continue;
                }
                int count = host.partitions(mirror.topic()).orElse(0);
                boolean open = stops.size() < count;
                Ending.SourceState source = open
                        ? new AskedSource(
                                mirror, topics, SourceEnds.ask(admin::open, mirror, count), Sources.config(link))
                        : AskedSource.NOBODY;
                ending.advance(mirror, partitions, stops, source);
            }
        }
    }

    private static boolean follows(MirrorRecord mirror) {
        return mirror.state() == MirrorState.ACTIVE || (mirror.state() == MirrorState.STOPPING && mirror.planned());
    }

    private boolean isTimeToAsk() {
        long since = clock.millis() - askedMillis;
        return since >= METADATA_MILLIS || (since >= SOONEST_MILLIS && leadersMoved.get());
    }

    private void restore(MirrorRecord mirror, Stored now) {
        SourceTopics.Topic topic = topics.topics().get(mirror.source().topic());
        int mine = host.partitions(mirror.topic()).orElse(0);
        if (topic == null || mine == 0) {
            leadersMoved.set(leadersMoved.get() || topic == null);
            return;
        }
        TopicCheck.Verdict verdict = TopicCheck.of(topic, mirror.source().topicId(), mine);
        verdicts.put(mirror, verdict);
        if (verdict instanceof TopicCheck.Verdict.Same) {
            restoring.advance(mirror, (SourceTopics.Topic.Present) topic, now);
            isEnding = true;
        }
    }

    private void reportMissed() {
        List<Change> changes = new ArrayList<>();
        partitions.forEach((name, partition) -> partition.takeMissed().ifPresent(missed -> {
            CutRecord cut =
                    CutRecord.notCopied(name.topic(), name.partition(), missed.from(), missed.until(), clock.millis());
            LOG.error("{} goes on without what the source deleted before it was copied: {}", name, missed);
            changes.add(new Change.Cut(name.topic(), cut.place(), cut));
        }));
        if (!changes.isEmpty()) {
            report.accept(changes);
        }
    }

    private void ask(List<MirrorRecord> followed) {
        askedMillis = clock.millis();
        leadersMoved.set(false);
        try {
            Set<String> names = new HashSet<>();
            followed.forEach(each -> names.add(each.source().topic()));
            topics = metadata.ask(names);
            knowledge++;
            health = SourceHealth.WELL;
        } catch (IOException | KafkaException e) {
            if (hurried) {
                hurried = false;
                leadersMoved.set(true);
            } else if (!closing) {
                if (health.failures() == 0) {
                    LOG.info("The source of link {} does not answer: {}", link.name(), Sources.said(e));
                }
                health = health.failed(Sources.kind(e), Sources.said(e), clock.millis());
            }
        }
    }

    private void follow(MirrorRecord mirror) {
        SourceTopics.Topic topic = topics.topics().get(mirror.source().topic());
        int mine = host.partitions(mirror.topic()).orElse(0);
        if (topic == null || mine == 0) {
            leadersMoved.set(leadersMoved.get() || topic == null);
            return;
        }
        TopicCheck.Verdict verdict = TopicCheck.of(topic, mirror.source().topicId(), mine);
        verdicts.put(mirror, verdict);
        switch (verdict) {
            case TopicCheck.Verdict.Same _ -> place(mirror, (SourceTopics.Topic.Present) topic, mine);
            case TopicCheck.Verdict.Away _ -> {} // it may come back
            case TopicCheck.Verdict.Fault _ -> leave(mirror.topic());
        }
    }

    private void place(MirrorRecord mirror, SourceTopics.Topic.Present topic, int count) {
        topicIds.putIfAbsent(mirror.topic(), host.topicId(mirror.topic()));
        for (int i = 0; i < count; i++) {
            SourceTopics.Leader leader = topic.leaders().get(i);
            TopicPartition name = new TopicPartition(mirror.topic(), i);
            MirrorPartition partition = partitions.computeIfAbsent(name, _ -> newPartition(mirror, name));
            if (leader.isKnown()) {
                board.place(partition, new SourceLeader(topic.id(), leader.node(), leader.epoch()), knowledge);
            } else {
                leadersMoved.set(true);
            }
        }
    }

    private MirrorPartition newPartition(MirrorRecord mirror, TopicPartition name) {
        return new MirrorPartition(
                host.log(name),
                new TopicPartition(mirror.source().topic(), name.partition()),
                new MirrorPartition.Rules(
                        mirror.source().begins().getOrDefault(name.partition(), 0L),
                        () -> host.topicConfig(name.topic(), "cleanup.policy").contains("compact"),
                        LinkConfigs.value(link.configs(), LinkConfigs.ON_EXPIRY).equals(LinkConfigs.FAIL)),
                clock);
    }

    /** Ends what is not to be followed any more; it is made anew when it is wanted again. */
    private void leaveOthers(List<MirrorRecord> followed) {
        Set<String> names = new HashSet<>();
        followed.stream().map(MirrorRecord::topic).filter(this::isSameTopic).forEach(names::add);
        for (TopicPartition each : new ArrayList<>(partitions.keySet())) {
            if (!names.contains(each.topic())) {
                leave(each);
            }
        }
        topicIds.keySet().retainAll(names);
    }

    private void leave(String topic) {
        for (TopicPartition each : new ArrayList<>(partitions.keySet())) {
            if (each.topic().equals(topic)) {
                leave(each);
            }
        }
    }

    private void leave(TopicPartition name) {
        MirrorPartition left = partitions.remove(name);
        if (left != null) {
            left.stop();
            board.remove(left);
        }
    }

    /** Lets a question to the source that takes long end now: somebody does not want to wait for the source. */
    void hurry() {
        hurried = true;
        metadata.interrupt();
        nudge();
    }

    /**
     * For what is not records.
     *
     * @throws KafkaException when the source's address cannot be resolved, or its certificates not be read
     */
    Admin admin() {
        return admin.open();
    }

    /** Whether the source did not answer for as long as the link's configs say. */
    boolean isSourceAway() {
        long limit = (long) LinkConfigs.number(link.configs(), LinkConfigs.CHECK_MILLIS)
                * LinkConfigs.number(link.configs(), LinkConfigs.CHECK_FAILURES);
        return health.isAway(limit, clock.millis());
    }

    boolean pauses() {
        return LinkConfigs.isTrue(link.configs(), LinkConfigs.PAUSED);
    }

    @Override
    public void close() {
        closing = true;
        partitions.values().forEach(MirrorPartition::stop);
        metadata.interrupt();
        nudge();
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.error("{} did not end within {}", thread.getName(), CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        board.close();
        metadata.close();
        admin.close();
    }
}
