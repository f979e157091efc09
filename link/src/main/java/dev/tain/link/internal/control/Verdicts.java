package dev.tain.link.internal.control;

import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.TopicCheck.Verdict;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * What the last comparisons of mirrors with their sources said. What was said about an earlier mirror of the same name
 * does not count for one of another topic. Safe for many threads.
 */
final class Verdicts {
    private final Map<Subject, Seen> seen = new ConcurrentHashMap<>();
    private final Clock clock;

    Verdicts(Clock clock) {
        this.clock = clock;
    }

    private record Subject(String mirror, String sourceTopic, Uuid sourceId) {
        static Subject of(MirrorRecord mirror) {
            return new Subject(
                    mirror.topic(), mirror.source().topic(), mirror.source().topicId());
        }
    }

    /** @param awaySince 0 unless the topic is away */
    private record Seen(Verdict verdict, long awaySince) {}

    void put(MirrorRecord mirror, Verdict verdict) {
        seen.compute(Subject.of(mirror), (_, before) -> switch (verdict) {
            case Verdict.Away _ ->
                new Seen(verdict, before == null || before.awaySince() == 0 ? clock.millis() : before.awaySince());
            case Verdict.Same _, Verdict.Fault _ -> new Seen(verdict, 0);
        });
    }

    Optional<Verdict> of(MirrorRecord mirror) {
        return Optional.ofNullable(seen.get(Subject.of(mirror))).map(Seen::verdict);
    }

    /** For how long the source has had no such topic, in milliseconds. */
    long awayMillis(MirrorRecord mirror) {
        Seen found = seen.get(Subject.of(mirror));
        return found == null || found.awaySince() == 0 ? 0 : clock.millis() - found.awaySince();
    }

    /** Forgets all others. */
    void retain(Collection<MirrorRecord> mirrors) {
        Set<Subject> kept = mirrors.stream().map(Subject::of).collect(Collectors.toSet());
        seen.keySet().retainAll(kept);
    }
}
