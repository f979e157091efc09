package dev.tain.link.internal.control;

import dev.tain.link.LinkStatus;
import dev.tain.link.LinkStatus.PartitionKind;
import dev.tain.link.LinkStatus.Task;
import dev.tain.link.LinkStatus.TaskKind;
import dev.tain.link.LinkStatus.Trouble;
import dev.tain.link.LinkStatus.TroubleKind;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Compared;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorStatus.Cut;
import dev.tain.link.MirrorStatus.Lag;
import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.broker.PartitionLog;
import dev.tain.link.internal.control.VerificationBook.Subject;
import dev.tain.link.internal.fetch.PartitionStatus;
import dev.tain.link.plan.BatchDifference;
import dev.tain.link.plan.CutRecord;
import dev.tain.link.plan.LinkConfigs;
import dev.tain.link.plan.LinkRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.SourceHealth;
import dev.tain.link.plan.Stored;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** What is told about links and mirrors: what is stored, and what their running here has seen. */
final class Reports {
    private static final long UNKNOWN = -1;

    private final BrokerHost host;
    private final LinkRuns runs;
    private final Supplier<Stored> stored;

    Reports(BrokerHost host, LinkRuns runs, Supplier<Stored> stored) {
        this.host = host;
        this.runs = runs;
        this.stored = stored;
    }

    LinkStatus link(Stored stored, LinkRecord link) {
        List<MirrorStatus> mirrors =
                stored.mirrorsOf(link.name()).stream().map(this::mirror).toList();
        return new LinkStatus(
                link.name(),
                link.id().toString(),
                uuid(link.id()).toString(),
                link.sourceClusterId(),
                mirrors.stream()
                        .filter(each -> each.condition() != Condition.STOPPED)
                        .map(MirrorStatus::topic)
                        .toList(),
                state(link),
                trouble(link),
                tasks(link),
                kinds(mirrors),
                Adoptions.isOfBothWays(link));
    }

    private static UUID uuid(Uuid id) {
        ByteBuffer bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip();
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private LinkStatus.State state(LinkRecord link) {
        if (LinkConfigs.isTrue(link.configs(), LinkConfigs.PAUSED)) {
            return LinkStatus.State.PAUSED;
        }
        boolean away = runs.run(link.name()).map(LinkRun::isSourceAway).orElse(false);
        return away ? LinkStatus.State.UNAVAILABLE : LinkStatus.State.ACTIVE;
    }

    private SourceHealth health(LinkRecord link) {
        return runs.run(link.name()).map(LinkRun::health).orElse(SourceHealth.WELL);
    }

    private Optional<Trouble> trouble(LinkRecord link) {
        SourceHealth health = health(link);
        TroubleKind kind = switch (health.kind()) {
            case AUTHENTICATION -> TroubleKind.AUTHENTICATION;
            case UNRESOLVABLE -> TroubleKind.ADDRESS_UNRESOLVABLE;
            case NOT_CONNECTED -> TroubleKind.NOT_CONNECTED;
            case TIMEOUT -> TroubleKind.TIMEOUT;
            case NONE, AUTHORIZATION, OTHER -> TroubleKind.OTHER;
        };
        return health.failures() == 0 ? Optional.empty() : Optional.of(new Trouble(kind, health.sentence()));
    }

    private List<Task> tasks(LinkRecord link) {
        Optional<LinkDuties> duties = runs.duties(link.name());
        List<Task> tasks = new ArrayList<>();
        for (TaskKind kind : TaskKind.values()) {
            tasks.add(new Task(
                    kind,
                    LinkDuties.isOn(link, kind),
                    duties.map(each -> each.problems(kind)).orElse(List.of())));
        }
        return tasks;
    }

    private static Map<PartitionKind, Integer> kinds(List<MirrorStatus> mirrors) {
        Map<PartitionKind, Integer> kinds = new EnumMap<>(PartitionKind.class);
        for (MirrorStatus mirror : mirrors) {
            Optional<PartitionKind> kind = switch (mirror.condition()) {
                case ACTIVE -> Optional.of(PartitionKind.ACTIVE);
                case PAUSED, LINK_PAUSED -> Optional.of(PartitionKind.PAUSED);
                case SOURCE_UNAVAILABLE, FAILED -> Optional.of(PartitionKind.IN_ERROR);
                case STOPPING, CLOSING_TO_RESTORE, RESTORING -> Optional.of(PartitionKind.PENDING);
                case STOPPED -> Optional.empty();
            };
            kind.ifPresent(each -> kinds.merge(each, mirror.lags().size(), Integer::sum));
        }
        return kinds;
    }

    MirrorStatus mirror(MirrorRecord mirror) {
        Optional<LinkRun> run = runs.run(mirror.link());
        List<Lag> lags = new ArrayList<>();
        String heldUp = "";
        int count = host.partitions(mirror.topic()).orElse(0);
        for (int i = 0; i < count; i++) {
            TopicPartition partition = new TopicPartition(mirror.topic(), i);
            Optional<PartitionStatus> status = run.flatMap(each -> each.status(partition));
            lags.add(lag(partition, status));
            String why = mirror.state() == MirrorState.RESTORING
                    ? run.map(each -> each.restoringWaitsFor(partition)).orElse("")
                    : status.map(PartitionStatus::why).orElse("");
            heldUp = heldUp.isEmpty() ? why : heldUp;
        }
        List<Compared> compared = compared(mirror, count);
        return new MirrorStatus(
                mirror.link(),
                mirror.topic(),
                mirror.source().topic(),
                condition(mirror, run),
                mirror.stateMillis(),
                lags,
                mirror.fault(),
                why(mirror, heldUp, compared),
                cuts(mirror),
                compared);
    }

    private List<Cut> cuts(MirrorRecord mirror) {
        return stored.get().cuts().getOrDefault(mirror.topic(), Map.of()).values().stream()
                .filter(CutRecord::done)
                .sorted(Comparator.comparingLong(CutRecord::round).thenComparingInt(CutRecord::partition))
                .flatMap(each -> Stream.of(
                        new Cut(each.partition(), each.kind(), each.from(), each.until(), each.file()),
                        new Cut(each.partition(), CutRecord.Kind.NOT_COPIED, each.until(), each.next(), "")))
                .filter(each -> each.from() < each.until())
                .toList();
    }

    private List<Compared> compared(MirrorRecord mirror, int count) {
        Subject subject = Subject.of(mirror, host.topicId(mirror.topic()), stored.get());
        return IntStream.range(0, count)
                .mapToObj(i -> runs.book()
                        .find(new TopicPartition(mirror.topic(), i), subject)
                        .map(each -> new Compared(i, each.asked(), each.done(), each.millis(), each.why())))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What the first difference is, if there is one: nobody should have to look for it. */
    private static String difference(List<Compared> compared) {
        return compared.stream()
                .filter(each -> each.done().differs())
                .findFirst()
                .map(each -> {
                    BatchDifference first = each.done().differences().getFirst();
                    return "partition " + each.partition() + " is not what its source has at offsets " + first.from()
                            + " to " + (first.until() - 1) + " (" + first.kind() + "); its verification says more";
                })
                .orElse("");
    }

    private String why(MirrorRecord mirror, String heldUp, List<Compared> compared) {
        String difference = difference(compared);
        if (mirror.why().isEmpty() && !difference.isEmpty()) {
            return difference;
        }
        String waits =
                runs.duties(mirror.link()).map(each -> each.waitsFor(mirror)).orElse("");
        return !mirror.why().isEmpty() ? mirror.why() : waits.isEmpty() ? heldUp : waits;
    }

    private Lag lag(TopicPartition partition, Optional<PartitionStatus> status) {
        long end = host.log(partition).led().map(PartitionLog.State::end).orElse(UNKNOWN);
        return status.map(each -> new Lag(partition.partition(), each.lag(), each.end(), each.heardMillis()))
                .orElse(new Lag(partition.partition(), UNKNOWN, end, 0));
    }

    private Condition condition(MirrorRecord mirror, Optional<LinkRun> run) {
        return switch (mirror.state()) {
            case PAUSED -> Condition.PAUSED;
            case FAILED -> Condition.FAILED;
            case STOPPING -> Condition.STOPPING;
            case STOPPED -> Condition.STOPPED;
            case RESTORING ->
                RestoreDuty.isFenced(host, mirror.topic()) ? Condition.RESTORING : Condition.CLOSING_TO_RESTORE;
            case ACTIVE -> run.map(each -> active(each)).orElse(Condition.ACTIVE);
        };
    }

    private Condition active(LinkRun run) {
        if (run.pauses()) {
            return Condition.LINK_PAUSED;
        }
        return run.isSourceAway() ? Condition.SOURCE_UNAVAILABLE : Condition.ACTIVE;
    }

    /** Whether a mirror has not ended. */
    static boolean isLive(MirrorRecord mirror) {
        return mirror.state() != MirrorState.STOPPED;
    }
}
