package dev.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void asksAgainUntilTheAnswerIsAccepted() {
        Integer answer = Await.atMost(Duration.ofSeconds(5)).value("three", asked::incrementAndGet, n -> n == 3);
        assertThat(answer).isEqualTo(3);
    }

    @Test
    void takesAFailureAsNotYet() {
        Await.until("the third try works", () -> {
            if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("down");
            }
            return true;
        });
        assertThat(asked).hasValue(3);
    }

    @Test
    void saysWhatItSawLast() {
        Await brief = Await.atMost(Duration.ofMillis(30));
        assertThatThrownBy(() -> brief.value("it is 7", () -> 6, n -> n == 7))
                .isInstanceOf(AssertionError.class)
                .hasMessage("waited 30 ms in vain until it is 7; the last answer was 6");
        assertThatThrownBy(() -> brief.thatHolds("up", () -> {
                    throw new IllegalStateException("down");
                }))
                .hasMessageContaining("the last try failed: java.lang.IllegalStateException: down");
    }
}
