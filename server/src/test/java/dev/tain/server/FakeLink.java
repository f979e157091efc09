package dev.tain.server;

import dev.tain.link.LinkStatus;
import dev.tain.link.LinkStatus.PartitionKind;
import dev.tain.link.LinkStatus.Task;
import dev.tain.link.LinkStatus.TaskKind;
import dev.tain.link.LinkStatus.Trouble;
import dev.tain.link.MirrorStatus;
import dev.tain.link.MirrorStatus.Compared;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.MirrorStatus.Cut;
import dev.tain.link.MirrorStatus.Lag;
import dev.tain.link.plan.BatchDifference;
import dev.tain.link.plan.CutRecord;
import dev.tain.link.plan.EndingRecord;
import dev.tain.link.plan.MirrorFault;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.Verification;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A link in memory. */
public final class FakeLink {
    public static final long STATE_AT = 1_767_323_045_678L;

    final String name;
    final String source;
    final SortedMap<String, String> configs;
    public final SortedMap<String, MirrorStatus> mirrors = new TreeMap<>();
    final SortedMap<String, EndingRecord> endings = new TreeMap<>();
    public LinkStatus.State state = LinkStatus.State.ACTIVE;
    public @Nullable Trouble trouble;
    public List<Task> tasks = List.of(
            new Task(TaskKind.GROUP_OFFSETS, false, List.of()), new Task(TaskKind.TOPIC_CONFIGS, true, List.of()));

    FakeLink(String name, String source, Map<String, String> configs) {
        this.name = name;
        this.source = source;
        this.configs = new TreeMap<>(configs);
    }

    /** Two partitions: one with all that the source has, the other of a source that was not heard. */
    static MirrorStatus fresh(String link, String topic, String source) {
        List<Lag> lags = List.of(new Lag(0, 0, 41, STATE_AT), new Lag(1, -1, -1, 0));
        return new MirrorStatus(link, topic, source, Condition.ACTIVE, STATE_AT, lags, MirrorFault.NONE, "");
    }

    void change(String topic, Condition condition) {
        change(topic, condition, MirrorFault.NONE, "");
    }

    /** It lost records of its first partition. */
    public void cut(String topic) {
        MirrorStatus old = mirrors.getOrDefault(topic, fresh(name, topic, topic));
        List<Cut> cuts = List.of(
                new Cut(0, CutRecord.Kind.CUT_OFF, 30, 41, "/data/kafka-saved-records/topic-1-0/30.log"),
                new Cut(0, CutRecord.Kind.NOT_COPIED, 41, 50, ""));
        put(old, cuts, List.of());
    }

    private void put(MirrorStatus old, List<Cut> cuts, List<Compared> compared) {
        mirrors.put(
                old.topic(),
                new MirrorStatus(
                        name,
                        old.topic(),
                        old.sourceTopic(),
                        old.condition(),
                        STATE_AT,
                        old.lags(),
                        old.fault(),
                        old.why(),
                        cuts,
                        compared));
    }

    /** Its first partition was compared with its source, the other one waits. */
    public void compare(String topic, boolean differs) {
        MirrorStatus old = mirrors.getOrDefault(topic, fresh(name, topic, topic));
        List<BatchDifference> differences =
                differs ? List.of(new BatchDifference(17, 20, BatchDifference.Kind.OTHER_BYTES)) : List.of();
        List<Compared> compared = List.of(
                new Compared(0, false, new Verification(3, 41, 9, 0, 4096, differences, 0), STATE_AT, ""),
                new Compared(1, true, Verification.NOTHING, 0, "nobody leads the source's partition 1"));
        put(old, List.of(), compared);
    }

    public void change(String topic, Condition condition, MirrorFault fault, String why) {
        MirrorStatus old = mirrors.getOrDefault(topic, fresh(name, topic, topic));
        mirrors.put(
                topic, new MirrorStatus(name, topic, old.sourceTopic(), condition, STATE_AT, old.lags(), fault, why));
    }

    static MirrorState state(MirrorStatus mirror) {
        return switch (mirror.condition()) {
            case ACTIVE, LINK_PAUSED, SOURCE_UNAVAILABLE -> MirrorState.ACTIVE;
            case PAUSED -> MirrorState.PAUSED;
            case FAILED -> MirrorState.FAILED;
            case STOPPING -> MirrorState.STOPPING;
            case STOPPED -> MirrorState.STOPPED;
            case CLOSING_TO_RESTORE, RESTORING -> MirrorState.RESTORING;
        };
    }

    static Condition condition(MirrorState state) {
        return switch (state) {
            case ACTIVE -> Condition.ACTIVE;
            case PAUSED -> Condition.PAUSED;
            case FAILED -> Condition.FAILED;
            case STOPPING -> Condition.STOPPING;
            case STOPPED -> Condition.STOPPED;
            case RESTORING -> Condition.RESTORING;
        };
    }

    Map<PartitionKind, Integer> partitions() {
        Map<PartitionKind, Integer> partitions = new EnumMap<>(PartitionKind.class);
        for (MirrorStatus mirror : mirrors.values()) {
            switch (state(mirror)) {
                case ACTIVE ->
                    partitions.merge(PartitionKind.ACTIVE, mirror.lags().size(), Integer::sum);
                case PAUSED ->
                    partitions.merge(PartitionKind.PAUSED, mirror.lags().size(), Integer::sum);
                case FAILED ->
                    partitions.merge(PartitionKind.IN_ERROR, mirror.lags().size(), Integer::sum);
                case STOPPING, RESTORING ->
                    partitions.merge(PartitionKind.PENDING, mirror.lags().size(), Integer::sum);
                case STOPPED -> {}
            }
        }
        return partitions;
    }
}
