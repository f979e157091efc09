package dev.tain.link.internal.control;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.fetch.PartitionStatus;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.MirrorState;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.link.plan.StopRecord;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Stored.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** Promotions on their way: how far they are, and how they are given up. */
final class Promotions {
    private static final int MOST_NAMED = 5;

    private final BrokerHost host;
    private final LinkRun run;

    Promotions(BrokerHost host, LinkRun run) {
        this.host = host;
        this.run = run;
    }

    static boolean isOnItsWay(MirrorRecord mirror) {
        return mirror.state() == MirrorState.STOPPING && mirror.planned();
    }

    /**
     * What is written when a promotion is given up. Partitions that had ended already may have batches of their own, so
     * they are cut back to their ends.
     */
    static List<Change> givenUp(Stored stored, MirrorRecord mirror, String why, long nowMillis) {
        if (endsOf(stored, mirror).isEmpty()) {
            MirrorRecord again = mirror.after(Verb.CANCEL, nowMillis).because(why);
            return List.of(new Change.Mirror(mirror.topic(), again));
        }
        return restoring(stored, mirror, nowMillis);
    }

    /** It is still the same wish that the mirror names. */
    private static List<Change> restoring(Stored stored, MirrorRecord mirror, long nowMillis) {
        List<Change> changes = new ArrayList<>(RestoreWishes.begin(stored, mirror, nowMillis));
        changes.replaceAll(each -> in(mirror.ending(), each));
        return changes;
    }

    private static Change in(String ending, Change change) {
        return change instanceof Change.Mirror mirror && mirror.now() != null
                ? new Change.Mirror(mirror.topic(), mirror.now().in(ending))
                : change;
    }

    /** An end that was noted while the promotion was being given up: it must not count for the next one. */
    static List<Change> settled(Stored stored, MirrorRecord mirror, long nowMillis) {
        boolean follows = mirror.state() == MirrorState.ACTIVE || mirror.state() == MirrorState.PAUSED;
        return follows && !endsOf(stored, mirror).isEmpty() ? restoring(stored, mirror, nowMillis) : List.of();
    }

    private static Map<Integer, StopRecord> endsOf(Stored stored, MirrorRecord mirror) {
        return stored.stops().getOrDefault(mirror.topic(), Map.of());
    }

    /** How far it is, in one sentence; empty when all partitions have ended. */
    String progress(Stored stored, MirrorRecord mirror) {
        Map<Integer, StopRecord> ends = endsOf(stored, mirror);
        int count = host.partitions(mirror.topic()).orElse(0);
        List<String> open = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (!ends.containsKey(i)) {
                open.add(lack(i, run.status(new TopicPartition(mirror.topic(), i))));
            }
        }
        if (open.isEmpty()) {
            return "";
        }
        List<String> named = open.subList(0, Math.min(MOST_NAMED, open.size()));
        return (count - open.size()) + " of " + count + " partitions have ended; " + String.join(", ", named)
                + (named.size() < open.size() ? " and so on" : "");
    }

    private static String lack(int partition, Optional<PartitionStatus> status) {
        if (status.isEmpty() || status.get().lag() < 0) {
            return "partition " + partition + " has not heard of its source here";
        }
        String why = status.get().why();
        return "partition " + partition + " lacks " + status.get().lag() + " records"
                + (why.isEmpty() ? "" : " (" + why + ")");
    }
}
