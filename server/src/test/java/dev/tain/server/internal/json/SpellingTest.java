package dev.tain.server.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpellingTest {
    record Inner(long someNumber) {}

    record Message(
            String someText,
            long largeNumber,
            @Nullable Long noNumber,
            @OmitNull @Nullable String leftOut,
            @JsonName("default") boolean isStandard,
            List<Inner> innerOnes) {}

    private static final Message MESSAGE =
            new Message("Aa", 1L << 60, null, null, true, List.of(new Inner(Long.MIN_VALUE)));

    @Test
    void camelCaseHasLargeNumbersAsTexts() {
        assertThat(MessageWriter.write(MESSAGE))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"someText\":\"Aa\",\"largeNumber\":\"1152921504606846976\",\"noNumber\":null,"
                        + "\"default\":true,\"innerOnes\":[{\"someNumber\":\"-9223372036854775808\"}]}");
    }

    @Test
    void snakeCaseHasNumbersAsNumbers() {
        assertThat(MessageWriter.write(MESSAGE, Spelling.SNAKE))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"some_text\":\"Aa\",\"large_number\":1152921504606846976,\"no_number\":null,"
                        + "\"default\":true,\"inner_ones\":[{\"some_number\":-9223372036854775808}]}");
    }
}
