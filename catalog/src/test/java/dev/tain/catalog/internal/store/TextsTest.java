package dev.tain.catalog.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void shortTextsStay() {
        assertThat(Texts.storable("")).isEmpty();
        assertThat(Texts.storable("x".repeat(4_000))).hasSize(4_000).doesNotContain("…");
    }

    @Test
    void longTextsEndWithADot() {
        assertThat(Texts.storable("x".repeat(4_001))).hasSize(4_000).endsWith("x…");
    }

    @Test
    void aPairOfCharactersIsNotCut() {
        assertThat(Texts.storable("x" + "🪞".repeat(4_000))).endsWith("🪞…");
        assertThat(Texts.storable("🪞".repeat(4_000))).endsWith("🪞…");
    }
}
