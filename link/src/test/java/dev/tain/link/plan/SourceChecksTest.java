package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.plan.TailCheck.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** What follows from comparing a mirror with its source. */
class SourceChecksTest {
    private static final BatchHeader MINE = batch(90, 99, 1);

    private static BatchHeader batch(long base, long last, long checksum) {
        return new BatchHeader(base, last, 4, checksum, BatchHeader.MAGIC, 100);
    }

    @Test
    void theSameTailTellsTheSourcesEpoch() {
        BatchHeader theirs = new BatchHeader(90, 99, 17, 1, BatchHeader.MAGIC, 100);
        assertThat(TailCheck.compare(MINE, Optional.of(theirs), false)).isEqualTo(new Verdict.GoOn(Optional.of(17)));
    }

    @Test
    void otherBytesDivergeUnlessCompactionMayHaveMadeThem() {
        for (BatchHeader other : List.of(batch(90, 99, 2), batch(91, 99, 1), batch(90, 120, 1))) {
            assertThat(TailCheck.compare(MINE, Optional.of(other), false)).isInstanceOf(Verdict.Diverged.class);
            assertThat(TailCheck.compare(MINE, Optional.of(other), true)).isEqualTo(new Verdict.GoOn(Optional.empty()));
        }
    }

    @Test
    void nothingToCompareWithIsNoDivergence() {
        assertThat(TailCheck.compare(MINE, Optional.of(batch(100, 100, 5)), false))
                .isEqualTo(new Verdict.GoOn(Optional.empty()));
        assertThat(TailCheck.compare(MINE, Optional.empty(), false)).isEqualTo(new Verdict.NotYet());
        assertThat(TailCheck.outOfRange(100, 150, 200)).isEqualTo(new Verdict.GoOn(Optional.empty()));
        assertThat(TailCheck.outOfRange(100, 100, 100)).isEqualTo(new Verdict.GoOn(Optional.empty()));
    }

    @Test
    void aShorterSourceDiverges() {
        assertThat(TailCheck.outOfRange(100, 0, 99)).isInstanceOf(Verdict.Diverged.class);
        assertThat(RangePlan.of(0, 100, 0, 99)).isInstanceOf(RangePlan.Diverged.class);
    }

    @Test
    void whatTheSourceNoLongerHasIsPassedOver() {
        assertThat(RangePlan.of(0, 0, 50, 80)).isEqualTo(new RangePlan.RestartAt(50));
        assertThat(RangePlan.of(10, 40, 50, 50)).isEqualTo(new RangePlan.RestartAt(50));
        assertThat(RangePlan.of(10, 40, 50, 80)).isEqualTo(new RangePlan.SkipTo(50));
        assertThat(RangePlan.of(10, 40, 30, 80)).isEqualTo(new RangePlan.VerifyAgain());
        assertThat(RangePlan.of(10, 40, 40, 40)).isEqualTo(new RangePlan.VerifyAgain());
    }

    @Test
    void topicsAreToldApart() {
        Uuid pinned = new Uuid(1, 2);
        assertThat(TopicCheck.of(topic(pinned, 3), pinned, 3)).isEqualTo(new TopicCheck.Verdict.Same(0));
        assertThat(TopicCheck.of(topic(pinned, 5), pinned, 3)).isEqualTo(new TopicCheck.Verdict.Same(2));
        assertThat(fault(topic(new Uuid(9, 9), 3), pinned)).isEqualTo(MirrorFault.SOURCE_TOPIC_RECREATED);
        assertThat(fault(topic(pinned, 2), pinned)).isEqualTo(MirrorFault.SOURCE_SHRUNK);
        assertThat(TopicCheck.of(topic(new Uuid(9, 9), 3), Uuid.ZERO_UUID, 3))
                .isEqualTo(new TopicCheck.Verdict.Same(0));
        assertThat(TopicCheck.of(new SourceTopics.Topic.Missing(), pinned, 3))
                .isInstanceOf(TopicCheck.Verdict.Away.class);
        assertThat(TopicCheck.of(new SourceTopics.Topic.Hidden("no"), pinned, 3))
                .isEqualTo(new TopicCheck.Verdict.Away(MirrorFault.NONE, "the source does not show the topic: no"));
    }

    private static MirrorFault fault(SourceTopics.Topic topic, Uuid pinned) {
        return ((TopicCheck.Verdict.Fault) TopicCheck.of(topic, pinned, 3)).fault();
    }

    private static SourceTopics.Topic topic(Uuid id, int partitions) {
        SourceTopics.Leader leader = new SourceTopics.Leader(new Node(1, "h", 1), 0);
        return new SourceTopics.Topic.Present(id, Collections.nCopies(partitions, leader));
    }
}
