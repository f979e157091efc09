package dev.tain.link.internal.control;

import dev.tain.link.EndingStatus;
import dev.tain.link.EndingStatus.Fence;
import dev.tain.link.EndingStatus.FenceState;
import dev.tain.link.MirrorStatus;
import dev.tain.link.plan.EndingRecord;
import dev.tain.link.plan.EndingRecord.Progress;
import dev.tain.link.plan.FenceRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.Reversal;
import dev.tain.link.plan.StopRecord;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Wishes that several mirrors end, each as one: how far it is, and how it is given up. */
final class Endings {
    /** Of a link; the oldest go that are over. */
    private static final int MOST_KEPT = 50;

    private static final long UNKNOWN = -1;

    private final Reports reports;

    Endings(Reports reports) {
        this.reports = reports;
    }

    /** What is written when there is a new one. */
    static List<Change> begin(Stored stored, EndingRecord ending) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Ending(ending.link(), ending.id(), ending));
        stored.endingsOf(ending.link()).stream()
                .skip(MOST_KEPT - 1)
                .filter(each -> each.isOver(stored))
                .forEach(each -> changes.add(new Change.Ending(each.link(), each.id(), null)));
        return changes;
    }

    /** What is written when what has not ended is given up: all of it or nothing. */
    static List<Change> givenUp(Stored stored, EndingRecord ending, long nowMillis) {
        if (!ending.planned()) {
            throw new TainException(
                    ErrorCode.REQUEST_INVALID,
                    "The operation " + ending.id() + " is a failover, which cannot be cancelled.",
                    "Use truncate-and-restore when it has ended, which makes mirrors of its topics again.");
        }
        List<Change> changes = new ArrayList<>();
        for (String topic : ending.topics()) {
            if (ending.progress(topic, stored) == Progress.WAITING) {
                stored.mirror(topic)
                        .ifPresent(mirror -> changes.addAll(Promotions.givenUp(stored, mirror, "", nowMillis)));
            }
        }
        return changes;
    }

    static EndingRecord known(Stored stored, String link, String id) {
        EndingRecord known = stored.endings().getOrDefault(link, Map.of()).get(id);
        if (known == null) {
            throw new TainException(
                    ErrorCode.LINK_OPERATION_UNKNOWN,
                    "Cluster link '" + link + "' has no operation '" + id + "'.",
                    "Check the id; the list of operations shows the latest ones.");
        }
        return known;
    }

    EndingStatus status(Stored stored, EndingRecord ending) {
        return new EndingStatus(
                ending,
                ending.topics().stream()
                        .sorted()
                        .map(topic -> part(stored, ending, topic))
                        .toList());
    }

    private EndingStatus.Part part(Stored stored, EndingRecord ending, String topic) {
        Progress progress = ending.progress(topic, stored);
        MirrorRecord mirror = stored.mirror(topic).orElse(null);
        if (mirror == null) {
            return new EndingStatus.Part(topic, progress, 0, 0, UNKNOWN, "", fence(stored, ending, topic));
        }
        MirrorStatus seen = reports.mirror(mirror);
        Fence fence = fence(stored, ending, topic);
        int all = seen.lags().size();
        return switch (progress) {
            case ENDED -> new EndingStatus.Part(topic, progress, all, all, 0, awaited(mirror), fence);
            case WAITING -> {
                Map<Integer, StopRecord> stops = stored.stops().getOrDefault(topic, Map.of());
                long lacking = lacking(seen, stops);
                yield new EndingStatus.Part(topic, progress, all, stops.size(), lacking, seen.why(), fence);
            }
            case GIVEN_UP -> new EndingStatus.Part(topic, progress, all, 0, UNKNOWN, mirror.why(), fence);
            case OVERTAKEN, GONE -> new EndingStatus.Part(topic, progress, all, 0, UNKNOWN, "", fence);
        };
    }

    private static String awaited(MirrorRecord mirror) {
        return mirror.reversal() == Reversal.NONE
                ? ""
                : "it waits until the Tain of the other cluster has made '"
                        + mirror.source().topic() + "' its mirror";
    }

    private static Fence fence(Stored stored, EndingRecord ending, String topic) {
        FenceRecord fence = stored.fences().get(topic);
        if (fence == null || !fence.ending().equals(ending.id())) {
            return Fence.NONE;
        }
        FenceState state = !fence.isWanted(stored)
                ? FenceState.OPENING
                : fence.proven() ? FenceState.PROVEN : fence.isClosed() ? FenceState.CLOSED : FenceState.CLOSING;
        Map<Integer, StopRecord> stops = stored.stops().getOrDefault(topic, Map.of());
        List<EndingStatus.End> ends = new ArrayList<>();
        fence.endsInOrder().forEach((partition, end) -> {
            StopRecord stop = stops.get(partition);
            ends.add(new EndingStatus.End(partition, end, stop == null ? UNKNOWN : stop.end()));
        });
        return new Fence(state, fence.sourceTopic(), ends);
    }

    private static long lacking(MirrorStatus mirror, Map<Integer, StopRecord> stops) {
        long lacking = 0;
        for (MirrorStatus.Lag lag : mirror.lags()) {
            if (!stops.containsKey(lag.partition())) {
                if (lag.records() < 0) {
                    return UNKNOWN;
                }
                lacking += lag.records();
            }
        }
        return lacking;
    }
}
