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
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.link.plan.SyncedConfigs;
import dev.tain.link.plan.TopicCheck;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
    private final EndingDuty endings;
    private final Reversals reversals;
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
        this.endings = new EndingDuty(run, host, store, topics, clock);
        this.reversals = new Reversals(run, store, keepers.restores(), clock);
        this.restores = new RestoreDuty(host, store, keepers, clock);
    }

    /** What links have in common. */
    record Keepers(
            TopicKeeper topics, GroupKeeper groups, AclKeeper acls, MirrorMaking making, RestoreWishes restores) {}

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
        each(before, endings::giveUp);
        attempt("fences", endings::closeSources);
        each(before, this::noteFault);
        each(before, this::noteGone);
        each(before, mirror -> endings.finish(mirror, () -> syncForTheLastTime(mirror)));
        each(before, this::restore);
        // as it is now: what has just been finished must not be closed again by the sync of its configs
        List<MirrorRecord> mirrors = store.stored().mirrorsOf(run.link().name());
        boolean haveStopped = mirrors.stream().allMatch(each -> each.state() == MirrorState.STOPPED);
        if (run.link().deleting() && haveStopped && !endings.mustOpenSources()) {
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
            attempt("reversals", reversals::round);
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

    /** What everything else is synced with before clients may write. */
    private void syncForTheLastTime(MirrorRecord mirror) {
        topics.syncConfigs(run.admin(), List.of(mirror), synced());
        if (isOn(run.link(), TaskKind.GROUP_OFFSETS)) {
            problems.put(TaskKind.GROUP_OFFSETS, syncGroups(List.of(mirror)));
        }
    }

    /** What stands in the way of an end that was asked for; empty when nothing does. */
    String waitsFor(MirrorRecord mirror) {
        return switch (mirror.state()) {
            case RESTORING -> restores.waitsFor(mirror);
            case STOPPING -> endings.waitsFor(mirror);
            case ACTIVE, PAUSED, FAILED, STOPPED -> "";
        };
    }
}
