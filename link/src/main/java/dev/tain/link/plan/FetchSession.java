package dev.tain.link.plan;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one connection to a source broker has asked for, so that the next request says only what changed: a thousand
 * idle topics then cost nothing. The broker remembers the rest under the session's number, until it forgets it,
 * which it may at any time; then everything is said once more.
 *
 * <p>Used by one thread.
 */
public final class FetchSession {
    private static final int NONE = 0;

    private final Map<TopicIdPartition, Ask> wanted = new LinkedHashMap<>();
    private final Set<TopicIdPartition> changed = new LinkedHashSet<>();
    private final Set<TopicIdPartition> forgotten = new LinkedHashSet<>();
    private int session = NONE;
    private int epoch;

    /**
     * From where a partition is read.
     *
     * @param leaderEpoch the source's, as its metadata said; another one is answered with an error
     * @param lastEpoch the source's epoch of the last batch before the offset, so that the source tells when its
     * log is     another one by now; empty when not known
     */
    public record Ask(long offset, Optional<Integer> leaderEpoch, Optional<Integer> lastEpoch) {}

    /**
     * One request.
     *
     * @param session 0 for none
     * @param epoch 0 for a request that says everything
     */
    public record Request(int session, int epoch, Map<TopicIdPartition, Ask> asks, Set<TopicIdPartition> forgotten) {}

    /** From now on the partition is read from here. */
    public void want(TopicIdPartition partition, Ask ask) {
        if (!ask.equals(wanted.put(partition, ask))) {
            changed.add(partition);
        }
        forgotten.remove(partition);
    }

    /** From now on the partition is not read. */
    public void forget(TopicIdPartition partition) {
        if (wanted.remove(partition) != null) {
            changed.remove(partition);
            forgotten.add(partition);
        }
    }

    /** What was asked last for a partition; null when it is not wanted. */
    public @Nullable Ask wanted(TopicIdPartition partition) {
        return wanted.get(partition);
    }

    public boolean isEmpty() {
        return wanted.isEmpty();
    }

    public Set<TopicIdPartition> partitions() {
        return Set.copyOf(wanted.keySet());
    }

    /** The next request; after it {@link #accepted} or {@link #broken} must be called. */
    public Request next() {
        boolean full = session == NONE || epoch == 0;
        Map<TopicIdPartition, Ask> asks = new LinkedHashMap<>();
        for (TopicIdPartition each : full ? wanted.keySet() : changed) {
            Ask ask = wanted.get(each);
            if (ask != null) {
                asks.put(each, ask);
            }
        }
        return new Request(session, full ? 0 : epoch, asks, full ? Set.of() : Set.copyOf(forgotten));
    }

    /**
     * The broker answered without an error of the whole.
     *
     * @param given the session's number; 0 when the broker keeps none
     */
    public void accepted(int given) {
        session = given;
        epoch = given == NONE ? 0 : nextEpoch(epoch);
        changed.clear();
        forgotten.clear();
    }

    /** The answer was lost, or the broker does not know the session: the next request says everything. */
    public void broken() {
        epoch = 0;
    }

    /** The broker is another process now: no number of before means anything to it. */
    public void disconnected() {
        session = NONE;
        epoch = 0;
    }

    private static int nextEpoch(int epoch) {
        return epoch == Integer.MAX_VALUE ? 1 : epoch + 1;
    }
}
