package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.link.MirrorChoice;
import dev.tain.model.TainException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BoundedTextTest {

    @Test
    void patternsChooseWholeNames() {
        assertThat(choice(".*-orders").matches("eu-orders")).isTrue();
        assertThat(choice("orders").matches("eu-orders")).isFalse();
        assertThat(choice("(\\w+-)*orders").matches("a-b-c-d-e-f-g-orders")).isTrue();
        assertThat(new MirrorChoice(List.of("orders"), Optional.empty()).matches("orders"))
                .isFalse();
    }

    @Test
    void aPatternThatWouldNeverEndIsRefused() {
        assertThatThrownBy(() -> choice("(a+)+\\1b").matches("a".repeat(60)))
                .isInstanceOf(TainException.class)
                .hasMessageContaining("takes too long");
    }

    private static MirrorChoice choice(String pattern) {
        return new MirrorChoice(List.of(), Optional.of(Pattern.compile(pattern)));
    }
}
