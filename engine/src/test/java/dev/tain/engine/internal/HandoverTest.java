package dev.tain.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.core.BatchNetting;
import dev.tain.engine.core.Repetition;
import dev.tain.model.ChangeBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the applier takes what kind of batch. */
class HandoverTest {
    private final Handover handover = new Handover();

    private static BatchNetting batch() {
        return new BatchNetting(new ChangeBatch(), new Repetition());
    }

    @Test
    void oneBatchIsTakenAtATime() {
        assertThat(handover.isIdle()).isTrue();
        assertThat(handover.offer(batch())).isTrue();
        assertThat(handover.isIdle()).isFalse();
        assertThat(handover.offer(batch())).isFalse();
        assertThat(handover.take()).isNotNull();
        assertThat(handover.offer(batch())).isFalse();
        handover.finished();
        assertThat(handover.offer(batch())).isTrue();
    }

    @Test
    void whileTheDestinationRestsOnlyAFullBatchIsTaken() {
        assertThat(handover.offer(batch())).isTrue();
        assertThat(handover.take()).isNotNull();
        handover.finished();
        assertThat(handover.isIdle())
                .as("a batch that is not full is not offered")
                .isFalse();
        assertThat(handover.offer(batch())).as("one that is full is").isTrue();
        assertThat(handover.take()).isNotNull();
        handover.finished();
        handover.rested();
        assertThat(handover.isIdle()).isTrue();
    }

    @Test
    @Timeout(20)
    void theApplierIsWokenForOtherWork() throws InterruptedException {
        handover.wake();
        handover.awaitWork(60_000);
        assertThat(handover.take()).isNull();
    }

    @Test
    void theRestEndsNotBeforeWhatWaitsIsTaken() {
        assertThat(handover.offer(batch())).isTrue();
        handover.rested();
        assertThat(handover.isIdle()).isFalse();
    }
}
