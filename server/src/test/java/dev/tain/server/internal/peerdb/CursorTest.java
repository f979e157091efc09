package dev.tain.server.internal.peerdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.Page;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CursorTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, -, -",
        "-1, -1, -, -",
        "0, -1, 0, -",
        "-1, 0, -, 0",
        "7, 0, 7, -",
        "7, -1, 7, -",
        "7, 3, 7, -",
        "-1, 3, -, 3",
        "0, 3, 0, -",
    })
    void beforeCountsUnlessItIsMinusOne(long before, long after, String below, String above) {
        for (boolean ascending : List.of(true, false)) {
            Page.Wish wish = new Cursor(before, after).wish(ascending, 5);
            assertThat(wish.below().isPresent() ? "" + wish.below().getAsLong() : "-")
                    .isEqualTo(below);
            assertThat(wish.above().isPresent() ? "" + wish.above().getAsLong() : "-")
                    .isEqualTo(above);
            assertThat(wish.ascending()).isEqualTo(ascending);
            assertThat(wish.most()).isEqualTo(5);
            assertThat(wish.skipped()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 1", "4, 5, 1", "5, 5, 2", "11, 5, 3", "11, 0, 0"})
    void aPageIsThatOfItsFirstRow(long preceding, int size, int expected) {
        assertThat(Cursor.page(new Page<>(List.of("row"), 20, preceding), size)).isEqualTo(expected);
    }

    @Test
    void nothingIsOnNoPage() {
        assertThat(Cursor.page(new Page<>(List.of(), 20, 0), 5)).isZero();
    }
}
