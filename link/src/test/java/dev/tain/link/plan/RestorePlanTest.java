package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.plan.RestorePlan.Probe;
import dev.tain.link.plan.RestorePlan.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestorePlanTest {
    private static final long BATCH = 10;
    private static final Probe NEVER = offset -> {
        throw new AssertionError("asked at " + offset);
    };

    /** Both logs have the same batches of ten offsets up to some offset. */
    private static Probe same(long until) {
        return offset -> {
            long end = (offset / BATCH + 1) * BATCH;
            return end <= until ? OptionalLong.of(end) : OptionalLong.empty();
        };
    }

    private static RestorePlan plan(Range mine, OptionalLong recorded, Range source, Probe probe) {
        return RestorePlan.of(mine, recorded, source, 0, probe);
    }

    private static RestorePlan at(long offset) {
        return new RestorePlan(offset, offset);
    }

    @Test
    void goesBackToWhereItEnded() {
        assertThat(plan(new Range(0, 70), OptionalLong.of(50), new Range(0, 200), same(60)))
                .isEqualTo(at(50));
    }

    /** The source lost records before that, and has others now. */
    @Test
    void goesBackFurtherWhereTheSourceLostMore() {
        assertThat(plan(new Range(0, 70), OptionalLong.of(50), new Range(0, 200), same(20)))
                .isEqualTo(at(20));
        assertThat(plan(new Range(0, 70), OptionalLong.of(50), new Range(0, 30), same(30)))
                .isEqualTo(at(30));
    }

    @Test
    void findsThePlaceWhereTheLogsPartInFewSteps() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            long parts = random.nextInt(100_000) / BATCH * BATCH;
            List<Long> asked = new ArrayList<>();
            Probe probe = offset -> {
                asked.add(offset);
                return same(parts).agreedAt(offset);
            };
            RestorePlan plan = plan(new Range(0, 100_000), OptionalLong.empty(), new Range(0, 120_000), probe);
            assertThat(plan).isEqualTo(parts == 0 ? new RestorePlan(0, 0) : at(parts));
            assertThat(asked).hasSizeLessThan(30);
        }
    }

    @Test
    void nothingIsAskedWhereNothingCanBeCompared() {
        // the source begins where it ended, or nothing of the source's is left here
        assertThat(plan(new Range(0, 70), OptionalLong.of(50), new Range(50, 90), NEVER))
                .isEqualTo(at(50));
        assertThat(plan(new Range(50, 70), OptionalLong.of(50), new Range(0, 90), NEVER))
                .isEqualTo(at(50));
        assertThat(plan(new Range(0, 0), OptionalLong.empty(), new Range(0, 90), NEVER))
                .isEqualTo(at(0));
    }

    @Test
    void whatHasExpiredAtTheSourceIsNotWaitedFor() {
        assertThat(plan(new Range(0, 70), OptionalLong.of(50), new Range(60, 90), NEVER))
                .isEqualTo(new RestorePlan(50, 60));
        assertThat(plan(new Range(0, 50), OptionalLong.empty(), new Range(60, 90), NEVER))
                .isEqualTo(new RestorePlan(50, 60));
    }

    @Test
    void beginsAnewWhereNothingAgrees() {
        assertThat(plan(new Range(40, 70), OptionalLong.empty(), new Range(30, 90), same(0)))
                .isEqualTo(new RestorePlan(40, 30));
        assertThat(RestorePlan.of(new Range(40, 70), OptionalLong.empty(), new Range(0, 90), 40, same(0)))
                .isEqualTo(at(40));
        // what is here is all its own by now, and the source is another one altogether
        assertThat(plan(new Range(60, 70), OptionalLong.of(50), new Range(0, 90), NEVER))
                .isEqualTo(new RestorePlan(60, 0));
        assertThat(plan(new Range(0, 70), OptionalLong.of(50), new Range(0, 0), NEVER))
                .isEqualTo(new RestorePlan(0, 0));
    }
}
