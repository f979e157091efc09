package dev.tain.link.internal.control;

import dev.tain.link.LinkStatus.Problem;
import dev.tain.link.LinkStatus.TaskKind;
import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.fetch.PartitionStatus;
import dev.tain.link.plan.AutoMirrors;
import dev.tain.link.plan.GroupRules;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorFault;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.link.plan.SourceHealth;
import dev.tain.link.plan.StopRecord;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.link.plan.SyncedConfigs;
import dev.tain.link.plan.TopicCheck;
import dev.tain.link.plan.TopicConfigs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is decided about the mirrors of one link, and done beside copying records, by the one broker that decides: new
 * partitions, configs, groups, faults, leadership, and the last step of an end. One duty that fails does not keep the
 * others from being done. Used by one thread, except for {@link #problems}.
 */
final class LinkDuties {
    private static final Logger LOG = LoggerFactory.getLogger(LinkDuties.class);
    private static final long LEADERS_MILLIS = 3_000;
    private static final long CREATION_MILLIS = 3_000;
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(20);
    private static final Duration OPEN_PAUSE = Duration.ofMillis(10);
    /** A topic that was made a moment ago may not be known here yet. */
    private static final long GONE_MILLIS = 10_000;

    private final LinkRun run;
    private final BrokerHost host;
    private final LinkStore store;
    private final TopicKeeper topics;
    private final GroupKeeper groups;
    private final AclKeeper acls;
    private final Clock clock;
    private final Map<TaskKind, List<Problem>> problems = new ConcurrentHashMap<>();
    private final Map<TaskKind, Long> doneMillis = new EnumMap<>(TaskKind.class);
    private final AutoCreation creation;
    private final RestoreDuty restores;
    private final Promotions promotions;
    private long leadersMillis;

    LinkDuties(LinkRun run, BrokerHost host, LinkStore store, Keepers keepers, Clock clock) {
        this.run = run;
        this.host = host;
        this.store = store;
        this.topics = keepers.topics();
        this.groups = keepers.groups();
        this.acls = keepers.acls();
        this.clock = clock;
        this.creation = new AutoCreation(run, host, keepers.making(), clock);
        this.promotions = new Promotions(host, run);
        this.restores = new RestoreDuty(host, store, keepers, clock);
    }

    /** What links have in common. */
    record Keepers(TopicKeeper topics, GroupKeeper groups, AclKeeper acls, MirrorMaking making) {}

    /** Whether a link's configs switch a task on. */
    static boolean isOn(LinkRecord link, TaskKind task) {
        return switch (task) {
            case TOPIC_CONFIGS -> true;
            case GROUP_OFFSETS -> LinkConfigs.isTrue(link.configs(), LinkConfigs.GROUP_SYNC);
            case ACLS -> LinkConfigs.isTrue(link.configs(), LinkConfigs.ACL_SYNC);
            case AUTO_CREATE -> LinkConfigs.isTrue(link.configs(), LinkConfigs.AUTO_CREATE);
        };
    }

    List<Problem> problems(TaskKind task) {
        return problems.getOrDefault(task, List.of());
    }

    /** One round. */
    void round() {
        List<MirrorRecord> before = store.stored().mirrorsOf(run.link().name());
        each(before, this::giveUp);
        each(before, this::noteFault);
        each(before, this::noteGone);
        each(before, this::finish);
        each(before, this::restore);
        // as it is now: what has just been finished must not be closed again by the sync of its configs
        List<MirrorRecord> mirrors = store.stored().mirrorsOf(run.link().name());
        if (run.link().deleting() && mirrors.stream().allMatch(each -> each.state() == MirrorState.STOPPED)) {
            attempt(
                    "deletion",
                    () -> store.write(Forgetting.link(store.stored(), run.link().name())));
            return;
        }
        long now = clock.millis();
        if (now - leadersMillis >= LEADERS_MILLIS) {
            leadersMillis = now;
            attempt("leadership", () -> leadAgain(mirrors));
        }
        attempt("notes", () -> noteOnce(mirrors));
        if (!run.pauses()) {
            each(mirrors, this::grow);
            doTasks(mirrors);
        }
    }

    private void doTasks(List<MirrorRecord> mirrors) {
        List<MirrorRecord> live = live(mirrors);
        if (!live.isEmpty()) {
            task(TaskKind.TOPIC_CONFIGS, setting(LinkConfigs.CONFIG_SYNC_MILLIS), () -> syncConfigs(live));
            task(TaskKind.GROUP_OFFSETS, setting(LinkConfigs.GROUP_SYNC_MILLIS), () -> syncGroups(live));
        }
        if (!run.link().deleting()) {
            task(TaskKind.AUTO_CREATE, CREATION_MILLIS, () -> creation.round(store.stored()));
            task(TaskKind.ACLS, setting(LinkConfigs.ACL_SYNC_MILLIS), () -> acls.sync(run.link(), run.admin()));
        }
    }

    private long setting(String name) {
        return LinkConfigs.number(run.link().configs(), name);
    }

    private interface Duty {
        void run(MirrorRecord mirror);
    }

    private void each(List<MirrorRecord> mirrors, Duty duty) {
        for (MirrorRecord mirror : mirrors) {
            attempt("mirror " + mirror.topic(), () -> duty.run(mirror));
        }
    }

    private void attempt(String what, Runnable duty) {
        try {
            duty.run();
        } catch (RuntimeException e) {
            LOG.warn("Link {}, {}: {}", run.link().name(), what, e.getMessage());
        }
    }

    private static List<MirrorRecord> live(List<MirrorRecord> mirrors) {
        return mirrors.stream()
                .filter(each ->
                        each.state() == MirrorState.ACTIVE || (each.state() == MirrorState.STOPPING && each.planned()))
                .toList();
    }

    private void noteFault(MirrorRecord mirror) {
        boolean hasEnds = store.stored().stops().containsKey(mirror.topic());
        if ((mirror.state() != MirrorState.ACTIVE || hasEnds) && mirror.state() != MirrorState.RESTORING) {
            return;
        }
        Optional<TopicCheck.Verdict> verdict = run.verdicts().of(mirror);
        long patience = LinkConfigs.number(run.link().configs(), LinkConfigs.RETRY_MILLIS);
        if (verdict.isPresent() && verdict.get() instanceof TopicCheck.Verdict.Fault fault) {
            fail(mirror, fault.fault(), fault.why());
        } else if (verdict.isPresent()
                && verdict.get() instanceof TopicCheck.Verdict.Away away
                && away.fault() != MirrorFault.NONE
                && mirror.state() == MirrorState.ACTIVE
                && run.verdicts().awayMillis(mirror) >= patience) {
            fail(mirror, away.fault(), away.why());
        } else if (mirror.state() == MirrorState.ACTIVE) {
            partitionFault(mirror).ifPresent(status -> failOrRestore(mirror, status));
        }
    }

    private void failOrRestore(MirrorRecord mirror, PartitionStatus status) {
        String policy = LinkConfigs.value(run.link().configs(), LinkConfigs.ON_TRUNCATION);
        if (status.fault() == MirrorFault.SOURCE_TRUNCATED && policy.equals(LinkConfigs.RESTORE)) {
            LOG.warn("Mirror {} of link {} is cut back to its source: {}", mirror.topic(), mirror.link(), status.why());
            replace(mirror, mirror.after(Verb.RESTORE, clock.millis()));
        } else {
            fail(mirror, status.fault(), status.why());
        }
    }

    /** A promotion whose time is over, or what is left of one that was given up. */
    private void giveUp(MirrorRecord mirror) {
        long now = clock.millis();
        boolean late = mirror.deadlineMillis() > 0 && now > mirror.deadlineMillis();
        store.decide(stored -> !isStored(stored, mirror)
                ? List.of()
                : late && Promotions.isOnItsWay(mirror)
                        ? Promotions.givenUp(stored, mirror, "the promotion was not done in time; it was given up", now)
                        : Promotions.settled(stored, mirror, now));
    }

    private void restore(MirrorRecord mirror) {
        if (mirror.state() == MirrorState.RESTORING && !run.pauses()) {
            restores.round(mirror);
        }
    }

    private Optional<PartitionStatus> partitionFault(MirrorRecord mirror) {
        int count = host.partitions(mirror.topic()).orElse(0);
        for (int i = 0; i < count; i++) {
            Optional<PartitionStatus> status = run.status(new TopicPartition(mirror.topic(), i));
            if (status.isPresent() && status.get().phase() == PartitionStatus.Phase.FAILED) {
                return status;
            }
        }
        return Optional.empty();
    }

    private void fail(MirrorRecord mirror, MirrorFault fault, String why) {
        LOG.error("Mirror {} of link {} failed, {}: {}", mirror.topic(), mirror.link(), fault, why);
        replace(mirror, mirror.failed(fault, why, clock.millis()));
    }

    /** Unless somebody has decided something else since it was seen; then the next round looks again. */
    private void replace(MirrorRecord seen, MirrorRecord now) {
        store.decide(stored -> isStored(stored, seen) ? List.of(new Change.Mirror(now.topic(), now)) : List.of());
    }

    private static boolean isStored(Stored stored, MirrorRecord seen) {
        return stored.mirror(seen.topic()).filter(seen::equals).isPresent();
    }

    /** A topic that somebody deleted is no mirror any more. */
    private void noteGone(MirrorRecord mirror) {
        boolean fresh = clock.millis() - mirror.stateMillis() < GONE_MILLIS;
        if (host.partitions(mirror.topic()).isEmpty() && !fresh && !topics.exists(mirror.topic())) {
            LOG.info("The topic of mirror {} is gone.", mirror.topic());
            store.decide(stored -> isStored(stored, mirror) ? Forgetting.mirror(stored, mirror.topic()) : List.of());
        }
    }

    private void grow(MirrorRecord mirror) {
        if (mirror.state() == MirrorState.ACTIVE
                && run.verdicts().of(mirror).orElse(null) instanceof TopicCheck.Verdict.Same same
                && same.newPartitions() > 0) {
            int now = host.partitions(mirror.topic()).orElse(0);
            topics.grow(mirror.topic(), now + same.newPartitions());
            run.nudge();
        }
    }

    private void leadAgain(List<MirrorRecord> mirrors) {
        List<String> astray = new ArrayList<>();
        for (MirrorRecord mirror : mirrors) {
            int count = host.partitions(mirror.topic()).orElse(0);
            for (int i = 0; i < count && mirror.state().isReadOnly(); i++) {
                if (host.log(new TopicPartition(mirror.topic(), i)).led().isEmpty()) {
                    astray.add(mirror.topic());
                    break;
                }
            }
        }
        if (!astray.isEmpty()) {
            topics.leadAgain(astray);
        }
    }

    /** Does a task when it is time. A source that is known not to answer is not asked, which would take long. */
    private void task(TaskKind kind, long everyMillis, Supplier<List<Problem>> task) {
        SourceHealth health = run.health();
        long now = clock.millis();
        if (!isOn(run.link(), kind)) {
            problems.remove(kind);
        } else if (health.failures() > 0) {
            problems.put(kind, List.of(Problems.of(health.kind(), health.sentence())));
        } else if (!run.isMeantSource()) {
            problems.put(kind, List.of(Problems.ofAnotherSource(run)));
        } else if (now - doneMillis.getOrDefault(kind, 0L) >= everyMillis) {
            doneMillis.put(kind, now);
            try {
                problems.put(kind, task.get());
            } catch (RuntimeException e) {
                problems.put(kind, List.of(Problems.of(Sources.kind(e), String.valueOf(e.getMessage()))));
                LOG.warn("Link {}, {}: {}", run.link().name(), kind, e.getMessage());
            }
        }
    }

    private void noteOnce(List<MirrorRecord> mirrors) {
        List<MirrorRecord> there = mirrors.stream()
                .filter(each -> host.partitions(each.topic()).isPresent())
                .toList();
        List<Change> notes = AutoMirrors.notes(there, store.stored());
        if (!notes.isEmpty()) {
            store.write(notes);
        }
    }

    private List<Problem> syncConfigs(List<MirrorRecord> mirrors) {
        topics.syncConfigs(run.admin(), mirrors, synced()).forEach((mirror, limit) -> {
            if (!limit.equals(mirror.source().maxMessageBytes())) {
                replace(mirror, mirror.withMaxMessageBytes(limit));
            }
        });
        return List.of();
    }

    private SyncedConfigs synced() {
        return SyncedConfigs.of(run.link().configs());
    }

    private List<Problem> syncGroups(List<MirrorRecord> mirrors) {
        return groups.sync(run.admin(), GroupRules.of(run.link().configs()), mirrors);
    }

    /** All partitions have ended: what was only for the mirror is taken away, and clients may write. */
    private void finish(MirrorRecord mirror) {
        if (mirror.state() != MirrorState.STOPPING) {
            return;
        }
        Stored stored = store.stored();
        Map<Integer, StopRecord> stops = stored.stops().getOrDefault(mirror.topic(), Map.of());
        int count = host.partitions(mirror.topic()).orElse(Integer.MAX_VALUE);
        long done = stops.values().stream().filter(StopRecord::done).count();
        if (done < count) {
            return;
        }
        MirrorRecord last = mirror;
        if (mirror.planned()) {
            topics.syncConfigs(run.admin(), List.of(mirror), synced());
            if (isOn(run.link(), TaskKind.GROUP_OFFSETS)) {
                problems.put(TaskKind.GROUP_OFFSETS, syncGroups(List.of(mirror)));
            }
            last = store.stored().mirror(mirror.topic()).orElse(mirror);
        }
        topics.alter(
                mirror.topic(),
                TopicConfigs.afterwards(
                        last.source().maxMessageBytes(), last.source().given()));
        awaitOpen(mirror.topic());
        replace(last, last.stopped(clock.millis()));
        LOG.info("Mirror {} of link {} is an ordinary topic now.", mirror.topic(), mirror.link());
    }

    /**
     * The broker hears of a config a moment after it was set; a client must not be told that all batches are too
     * large.
     */
    private void awaitOpen(String topic) {
        long deadline = System.nanoTime() + OPEN_LIMIT.toNanos();
        while (!isOpen(topic)) {
            if (System.nanoTime() > deadline) {
                throw new KafkaException("the broker has not heard of the configs of topic " + topic + " in time");
            }
            LockSupport.parkNanos(OPEN_PAUSE.toNanos());
        }
    }

    private boolean isOpen(String topic) {
        int count = host.partitions(topic).orElse(0);
        for (int i = 0; i < count; i++) {
            if (!host.log(new TopicPartition(topic, i)).takesBatchesOfClients()) {
                return false;
            }
        }
        return true;
    }

    /** What stands in the way of an end that was asked for; empty when nothing does. */
    String waitsFor(MirrorRecord mirror) {
        if (mirror.state() == MirrorState.RESTORING) {
            return restores.waitsFor(mirror);
        } else if (mirror.state() != MirrorState.STOPPING) {
            return "";
        }
        return mirror.planned() && run.health().failures() > 0
                ? "it waits for the source, which is not reached: "
                        + run.health().sentence()
                : promotions.progress(store.stored(), mirror);
    }
}
