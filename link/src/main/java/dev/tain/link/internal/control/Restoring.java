package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.internal.fetch.LogComparison;
import dev.tain.link.internal.fetch.SourceConfig;
import dev.tain.link.plan.CutRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.RestorePlan;
import dev.tain.link.plan.SourceLeader;
import dev.tain.link.plan.SourceTopics;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts the partitions of a mirror that are led here back to what the source has, a step at a time:
 *
 * <pre>
 *  nobody writes, all replicas have all ──► compared, saved, noted ──► cut off here ──► by all replicas ──► done
 * </pre>
 *
 * <p>Followers find out that the leader's log is shorter by their next fetch, and only by that: an append before
 * would hide it from them, because the leader's epoch stays the same. So (a) nothing is cut off while a record may be
 * on its way to a replica, and (b) nothing is appended before every assigned replica has been seen at the new end. A
 * replica that is away is waited for. What is noted before the cut is done again by whoever leads after a crash.
 *
 * <p>Used by the thread of one link, except for {@link #waitsFor}.
 */
final class Restoring {
    private static final Logger LOG = LoggerFactory.getLogger(Restoring.class);

    /** After a failure of the source or a disk. */
    private static final long REST_MILLIS = 1_000;

    private final BrokerHost host;
    private final Consumer<List<Change>> store;
    private final SourceConfig source;
    private final SavedRecords saved;
    private final Clock clock;
    private final Map<TopicPartition, String> waits = new ConcurrentHashMap<>();
    private long restMillis;

    Restoring(BrokerHost host, Consumer<List<Change>> store, SourceConfig source, Clock clock) {
        this.host = host;
        this.store = store;
        this.source = source;
        this.saved = new SavedRecords(host.savedRecords());
        this.clock = clock;
    }

    /** What a partition waits for; empty when it does not. */
    String waitsFor(TopicPartition partition) {
        return waits.getOrDefault(partition, "");
    }

    /** Takes every partition one step further. */
    void advance(MirrorRecord mirror, SourceTopics.Topic.Present topic, Stored stored) {
        List<Change> changes = new ArrayList<>();
        int count = Math.min(
                host.partitions(mirror.topic()).orElse(0), topic.leaders().size());
        if (clock.millis() < restMillis) {
            return;
        }
        try (LogComparison comparison = new LogComparison(source)) {
            for (int i = 0; i < count; i++) {
                Optional<CutRecord> noted = stored.cut(mirror.topic(), i, mirror.stateMillis());
                if (noted.filter(CutRecord::done).isPresent()) {
                    continue;
                }
                Step step = new Step(mirror, host.log(new TopicPartition(mirror.topic(), i)), noted);
                step(step, comparison, topic)
                        .ifPresent(cut -> changes.add(new Change.Cut(cut.topic(), cut.place(), cut)));
            }
        }
        if (!changes.isEmpty()) {
            store.accept(changes);
        }
    }

    private record Step(MirrorRecord mirror, PartitionLog log, Optional<CutRecord> noted) {
        TopicPartition name() {
            return log.partition();
        }
    }

    /** What is to be noted after it. */
    private Optional<CutRecord> step(Step step, LogComparison comparison, SourceTopics.Topic.Present topic) {
        Optional<PartitionLog.State> led = step.log().led();
        try {
            if (led.isEmpty()) {
                waits.remove(step.name()); // whoever leads it says so
                return Optional.empty();
            }
            Optional<CutRecord> planned = step.noted().filter(CutRecord::isPlanned);
            Optional<CutRecord> next = planned.isPresent()
                    ? cut(step, planned.get(), led.get())
                    : plan(step, led.get(), comparison, topic);
            next.ifPresent(_ -> waits.remove(step.name()));
            return next;
        } catch (IOException | KafkaException e) {
            restMillis = clock.millis() + REST_MILLIS;
            return waits(step, String.valueOf(e.getMessage()));
        }
    }

    private Optional<CutRecord> waits(Step step, String why) {
        waits.put(step.name(), why);
        return Optional.empty();
    }

    /** Whether nobody can write any more and every replica has what was written. */
    private static boolean isStill(PartitionLog log) {
        return !log.takesBatchesOfClients() && log.replicasHaveAll();
    }

    private Optional<CutRecord> plan(
            Step step, PartitionLog.State led, LogComparison comparison, SourceTopics.Topic.Present topic)
            throws IOException {
        int partition = step.name().partition();
        SourceTopics.Leader leader = topic.leaders().get(partition);
        if (!isStill(step.log())) {
            return waits(step, "it waits until all replicas of the partition are in sync");
        } else if (!leader.isKnown()) {
            return waits(step, "it waits until the source's partition has a leader");
        }
        MirrorRecord.Source from = step.mirror().source();
        RestorePlan plan = comparison.plan(
                step.log(),
                led,
                step.noted().map(cut -> OptionalLong.of(cut.from())).orElse(OptionalLong.empty()),
                from.begins().getOrDefault(partition, 0L),
                new LogComparison.Place(
                        new TopicPartition(from.topic(), partition),
                        new SourceLeader(topic.id(), leader.node(), leader.epoch())));
        long round = step.mirror().stateMillis();
        Optional<Path> file =
                plan.from() < led.end() ? saved.save(step.log(), plan.from(), led.end(), round) : Optional.empty();
        return Optional.of(new CutRecord(
                step.name().topic(),
                partition,
                CutRecord.Kind.CUT_OFF,
                round,
                plan.from(),
                led.end(),
                plan.next(),
                file.map(Path::toString).orElse(""),
                false));
    }

    private Optional<CutRecord> cut(Step step, CutRecord planned, PartitionLog.State led) {
        if (!isCut(planned, led)) {
            if (!isStill(step.log())) {
                return waits(step, "it waits until all replicas of the partition are in sync");
            }
            boolean anew = planned.next() != planned.from();
            boolean done = anew
                    ? step.log().restartAt(planned.next(), planned.next(), led.epoch())
                    : step.log().truncate(planned.from(), led.epoch());
            if (done) {
                LOG.info(
                        "{} was cut off from offset {} to {}, and goes on at {}; saved in {}",
                        step.name(),
                        planned.from(),
                        led.end(),
                        planned.next(),
                        planned.file());
            }
        }
        return step.log().replicasEndAt(planned.next())
                ? Optional.of(planned.asDone())
                : waits(step, "it waits until all replicas of the partition were cut off too");
    }

    private static boolean isCut(CutRecord planned, PartitionLog.State led) {
        boolean anew = planned.next() != planned.from();
        return led.end() == planned.next() && (!anew || led.start() == planned.next());
    }
}
