package dev.tain.link.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.plan.MirrorFault;
import dev.tain.link.plan.MirrorRecord;
import dev.tain.link.plan.TopicCheck.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final MirrorRecord FIRST = mirror(new Uuid(1, 1));
    private static final MirrorRecord AGAIN = mirror(new Uuid(2, 2));

    private final AtomicLong now = new AtomicLong(1000);
    private final Verdicts verdicts = new Verdicts(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now.get());
        }
    });

    private static MirrorRecord mirror(Uuid sourceId) {
        return MirrorRecord.created("m", "l", new MirrorRecord.Source("s", sourceId, "", Map.of()), 1);
    }

    /** The mirror was deleted and made again of another topic, before anybody looked at the source once more. */
    @Test
    void whatWasSaidAboutAnEarlierMirrorDoesNotCount() {
        verdicts.put(FIRST, new Verdict.Fault(MirrorFault.SOURCE_TOPIC_RECREATED, "why"));
        assertThat(verdicts.of(FIRST)).isPresent();
        assertThat(verdicts.of(AGAIN)).isEmpty();
        assertThat(verdicts.of(FIRST.withMaxMessageBytes("7"))).isPresent();
        verdicts.retain(List.of(AGAIN));
        assertThat(verdicts.of(FIRST)).isEmpty();
    }

    @Test
    void countsForHowLongATopicIsAway() {
        Verdict away = new Verdict.Away(MirrorFault.SOURCE_TOPIC_MISSING, "why");
        verdicts.put(FIRST, away);
        now.set(1500);
        verdicts.put(FIRST, away);
        now.set(1700);
        assertThat(verdicts.awayMillis(FIRST)).isEqualTo(700);
        assertThat(verdicts.awayMillis(AGAIN)).isZero();
        verdicts.put(FIRST, new Verdict.Same(0));
        assertThat(verdicts.awayMillis(FIRST)).isZero();
    }
}
