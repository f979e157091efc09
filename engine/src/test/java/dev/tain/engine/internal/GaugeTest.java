package dev.tain.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as lag. */
class GaugeTest {
    private final Gauge gauge = new Gauge();

    private void follows() {
        gauge.applied(1);
        gauge.caughtUp(500);
    }

    @Test
    void beforeTheFirstCommitNothingIsKnown() {
        gauge.batchBegan(1_000);
        assertThat(gauge.lagMillis(5_000)).isEmpty();
    }

    @Test
    void theOldestChangeThatIsNotCommittedCounts() {
        follows();
        assertThat(gauge.lagMillis(5_000)).hasValue(0);
        gauge.batchBegan(1_000);
        gauge.batchBegan(3_000);
        assertThat(gauge.lagMillis(5_000)).hasValue(4_000);
        gauge.batchesCommitted(1);
        assertThat(gauge.lagMillis(5_000)).hasValue(2_000);
        gauge.batchesCommitted(1);
        assertThat(gauge.lagMillis(5_000)).hasValue(0);
    }

    @Test
    void aNewAttemptReadsAgainWhatWasNotCommitted() {
        follows();
        gauge.batchBegan(1_000);
        gauge.lost();
        assertThat(gauge.lagMillis(5_000)).hasValue(4_500);
        gauge.batchBegan(1_000);
        assertThat(gauge.lagMillis(5_000)).hasValue(4_000);
        gauge.batchesCommitted(1);
        assertThat(gauge.lagMillis(5_000)).hasValue(0);
    }

    @Test
    void whileTheSourceIsAwayTheLagGrows() {
        follows();
        gauge.caughtUp(2_000);
        gauge.lost();
        assertThat(gauge.lagMillis(5_000)).hasValue(3_000);
        gauge.caughtUp(6_000);
        assertThat(gauge.lagMillis(6_500)).hasValue(0);
    }

    @Test
    void whatWasReadAndLostIsNotFresh() {
        follows();
        gauge.batchBegan(1_000);
        gauge.commitRead(3_000);
        gauge.lost();
        assertThat(gauge.lagMillis(5_000)).hasValue(4_000);
    }

    @Test
    void beforeTheSourceSaidAnythingNothingIsKnown() {
        gauge.applied(1);
        assertThat(gauge.lagMillis(5_000)).isEmpty();
    }

    @Test
    void clocksThatDifferGiveNoNegativeLag() {
        gauge.applied(1);
        gauge.batchBegan(6_000);
        assertThat(gauge.lagMillis(5_000)).hasValue(0);
    }
}
