package dev.tain.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    private final Repetition repetition = new Repetition();

    private void change(long seed, int keys) {
        Random random = new Random(seed);
        for (int i = 0; i < keys; i++) {
            repetition.changed(random.nextInt());
        }
    }

    @Test
    void distinctKeysAreNone() {
        change(1, 200_000);
        assertThat(repetition.isHigh()).isFalse();
    }

    @Test
    void sameKeysInTheNextBatchAre() {
        change(1, 200_000);
        repetition.nextBatch();
        assertThat(repetition.isHigh()).isFalse();
        change(1, 20_000);
        assertThat(repetition.isHigh()).isTrue();
    }

    @Test
    void sameKeysWithinABatchAre() {
        change(1, 20_000);
        assertThat(repetition.isHigh()).isFalse();
        change(1, 20_000);
        change(1, 20_000);
        assertThat(repetition.isHigh()).isTrue();
    }

    @Test
    void otherKeysInTheNextBatchAreNot() {
        change(1, 50_000);
        change(1, 50_000);
        repetition.nextBatch();
        change(2, 50_000);
        assertThat(repetition.isHigh()).isFalse();
    }
}
