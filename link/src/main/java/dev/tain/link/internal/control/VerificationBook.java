package dev.tain.link.internal.control;

import dev.tain.link.plan.CutRecord;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.Stored;
import dev.tain.link.plan.Verification;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * How far the partitions that are led here were compared with their sources, as long as this process runs. What was
 * found of another topic, or before records were cut off, does not count any more. Safe for many threads.
 */
final class VerificationBook {
    private final Map<TopicPartition, Entry> entries = new ConcurrentHashMap<>();

    /**
     * Of which logs something was found.
     *
     * @param topicId the mirror's
     * @param cutMillis when something was last cut off of it; 0 for never
     */
    record Subject(MirrorRecord.Source source, String link, Uuid topicId, long cutMillis) {
        static Subject of(MirrorRecord mirror, Uuid topicId, Stored stored) {
            long cut = stored.cuts().getOrDefault(mirror.topic(), Map.of()).values().stream()
                    .filter(each -> each.kind() == CutRecord.Kind.CUT_OFF)
                    .mapToLong(CutRecord::round)
                    .max()
                    .orElse(0);
            MirrorRecord.Source pinned = new MirrorRecord.Source(
                    mirror.source().topic(), mirror.source().topicId(), "", Map.of());
            return new Subject(pinned, mirror.link(), topicId, cut);
        }
    }

    /**
     * How far one is.
     *
     * @param asked whether somebody asked for it, and it has not ended
     * @param goal where that ends; -1 before its first step
     * @param millis when something was last compared, in milliseconds of the epoch; 0 for never
     * @param why what holds it up; empty when nothing does
     */
    record Entry(Subject subject, Verification done, boolean asked, long goal, long millis, String why) {
        static Entry begun(Subject subject, boolean asked) {
            return new Entry(subject, Verification.NOTHING, asked, -1, 0, "");
        }

        Entry withGoal(long end) {
            return new Entry(subject, done, asked, end, millis, why);
        }

        Entry waits(String reason) {
            return new Entry(subject, done, asked, goal, millis, reason);
        }

        Entry with(Verification now, long nowMillis) {
            return new Entry(subject, now, asked, goal, nowMillis, "");
        }

        Entry ended() {
            return new Entry(subject, done, false, -1, millis, "");
        }
    }

    Optional<Entry> find(TopicPartition partition, Subject subject) {
        return Optional.ofNullable(entries.get(partition))
                .filter(each -> each.subject().equals(subject));
    }

    /** Begins anew, from the first record on. */
    void ask(TopicPartition partition, Subject subject) {
        entries.put(partition, Entry.begun(subject, true));
    }

    Entry open(TopicPartition partition, Subject subject) {
        return entries.compute(
                partition,
                (_, now) -> now != null && now.subject().equals(subject) ? now : Entry.begun(subject, false));
    }

    /** Notes something about an entry, unless it was begun anew since it was seen. */
    void note(TopicPartition partition, Entry seen, UnaryOperator<Entry> change) {
        entries.computeIfPresent(partition, (_, now) -> now.equals(seen) ? change.apply(now) : now);
    }

    /** Forgets a link's other topics. */
    void retain(String link, Set<String> topics) {
        entries.entrySet()
                .removeIf(each -> each.getValue().subject().link().equals(link)
                        && !topics.contains(each.getKey().topic()));
    }
}
