package dev.tain.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToTheLongest() {
        Backoff backoff = new Backoff(500, 30_000);
        assertThat(backoff.millis(1)).isEqualTo(500);
        assertThat(backoff.millis(2)).isEqualTo(1_000);
        assertThat(backoff.millis(6)).isEqualTo(16_000);
        assertThat(backoff.millis(7)).isEqualTo(30_000);
    }

    @Test
    void neverOverflows() {
        for (int attempts = 1; attempts < 10_000; attempts++) {
            assertThat(Backoff.PEER.millis(attempts)).isBetween(500L, 10_000L);
        }
        assertThat(Backoff.PEER.millis(Integer.MAX_VALUE)).isEqualTo(10_000);
    }
}
