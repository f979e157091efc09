package dev.tain.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What counts as lag. */
class GaugeTest {
    private final Gauge gauge = new Gauge();

    @Test
    void beforeTheFirstCommitNothingIsKnown() {
        gauge.batchBegan(1_000);
        assertThat(gauge.lagMillis(5_000)).isEmpty();
    }

    @Test
    void theOldestChangeThatIsNotCommittedCounts() {
        gauge.applied(1);
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
        gauge.applied(1);
        gauge.batchBegan(1_000);
        gauge.restart();
        assertThat(gauge.lagMillis(5_000)).hasValue(0);
        gauge.batchBegan(1_000);
        gauge.batchesCommitted(1);
        assertThat(gauge.lagMillis(5_000)).hasValue(0);
    }

    @Test
    void clocksThatDifferGiveNoNegativeLag() {
        gauge.applied(1);
        gauge.batchBegan(6_000);
        assertThat(gauge.lagMillis(5_000)).hasValue(0);
    }
}
