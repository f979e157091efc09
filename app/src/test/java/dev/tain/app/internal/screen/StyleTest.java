package dev.tain.app.internal.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StyleTest {
    private static final Style PLAIN = new Style(false, false);
    private static final Style RICH = new Style(true, true);

    @Test
    void withoutColoursAndDrawingsEverythingIsAscii() {
        assertThat(PLAIN.bar(0.5, 4) + PLAIN.done() + PLAIN.failed() + PLAIN.level(1) + PLAIN.bold("x"))
                .isEqualTo("##--*!@x");
    }

    @Test
    void barsAreAsWideAsAskedWhateverTheShare() {
        for (double share : new double[] {-1, 0, 0.01, 0.5, 0.999, 1, 7, Double.NaN}) {
            assertThat(Style.width(RICH.bar(share, 10))).as("share %s", share).isEqualTo(10);
        }
    }

    @Test
    void columnsAreCountedWithoutColours() {
        assertThat(Style.width(RICH.good("four"))).isEqualTo(4);
        assertThat(Style.left(RICH.dim("ab"), 4)).endsWith("  ");
        assertThat(Style.right("ab", 4)).isEqualTo("  ab");
    }
}
