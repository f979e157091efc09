package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.plan.EndingRecord.Progress;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.link.plan.Stored.Change;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class EndingRecordTest {
    private static final EndingRecord ENDING = new EndingRecord("l", "id", true, 1, 0, List.of("m"));
    private static final MirrorRecord MIRROR =
            MirrorRecord.created("m", "l", new MirrorRecord.Source("s", new Uuid(5, 6), "", Map.of()), 1);
    private static final MirrorRecord STOPPING = MIRROR.after(Verb.PROMOTE, 2).in("id");

    private static Stored with(MirrorRecord mirror) {
        return Stored.NOTHING
                .with(new Change.Mirror("m", mirror))
                .with(new Change.Ending("l", "id", ENDING))
                .with(new Change.Fence("m", FenceRecord.of(mirror, "id", true)));
    }

    private static Progress of(MirrorRecord mirror) {
        return ENDING.progress("m", with(mirror));
    }

    @Test
    void whatBecameOfItIsToldByTheMirrorUntilSomethingElseIsWished() {
        assertThat(of(STOPPING)).isEqualTo(Progress.WAITING);
        assertThat(of(STOPPING.stopped(3))).isEqualTo(Progress.ENDED);
        assertThat(of(STOPPING.after(Verb.CANCEL, 3))).isEqualTo(Progress.GIVEN_UP);
        assertThat(of(STOPPING.after(Verb.CANCEL, 3).after(Verb.PAUSE, 4))).isEqualTo(Progress.OVERTAKEN);
        assertThat(of(STOPPING.stopped(3).after(Verb.RESTORE, 4))).isEqualTo(Progress.OVERTAKEN);
        assertThat(of(STOPPING.after(Verb.FAILOVER, 3).in("other"))).isEqualTo(Progress.OVERTAKEN);
        assertThat(ENDING.progress("m", Stored.NOTHING)).isEqualTo(Progress.GONE);
        assertThat(ENDING.isOver(with(STOPPING))).isFalse();
        assertThat(ENDING.isOver(with(STOPPING.stopped(3)))).isTrue();
    }

    @Test
    void theSourceStaysClosedOnlyForAPromotionThatLastsOrHasEnded() {
        FenceRecord fence = FenceRecord.of(STOPPING, "id", true);
        assertThat(fence.isWanted(with(STOPPING))).isTrue();
        assertThat(fence.isWanted(with(STOPPING.stopped(3)))).isTrue();
        assertThat(fence.isWanted(with(STOPPING.after(Verb.CANCEL, 3)))).isFalse();
        assertThat(fence.isWanted(with(STOPPING.after(Verb.FAILOVER, 3)))).isFalse();
        assertThat(fence.isWanted(with(STOPPING.stopped(3).after(Verb.RESTORE, 4))))
                .isFalse();
        assertThat(fence.isWanted(with(STOPPING.in("other")))).isFalse();
        assertThat(fence.isWanted(Stored.NOTHING)).isFalse();
        assertThat(with(STOPPING).isStillOpen("m")).isTrue();
        assertThat(with(STOPPING)
                        .with(new Change.Fence("m", fence.closedAt(Map.of(0, 5L))))
                        .isStillOpen("m"))
                .isFalse();
    }

    @Test
    void theLatestWishIsTheFirst() {
        Stored stored = Stored.NOTHING
                .with(new Change.Ending("l", "a", new EndingRecord("l", "a", true, 5, 0, List.of())))
                .with(new Change.Ending("l", "b", new EndingRecord("l", "b", true, 7, 0, List.of())))
                .with(new Change.Ending("other", "c", new EndingRecord("other", "c", true, 9, 0, List.of())));
        assertThat(stored.endingsOf("l")).extracting(EndingRecord::id).containsExactly("b", "a");
    }
}
