package dev.tain.link.internal.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import org.junit.jupiter.api.Test;

class BrokerSelfTestTest {
    @Test
    void theLibraryHereFits() {
        BrokerSelfTest.run();
    }

    @Test
    void anotherOneIsRefusedByName() {
        class Partition {
            @SuppressWarnings("unused")
            private final Object leaderIsrUpdateLock = new Object(); // of another type
        }
        TainException refusal = catchThrowableOfType(TainException.class, () -> BrokerSelfTest.run(Partition.class));
        assertThat(refusal.code()).isEqualTo(ErrorCode.KAFKA_LIBRARY_UNFIT);
        assertThat(refusal.sentence()).contains("leaderIsrUpdateLock").contains("truncateTo");
    }
}
