package dev.tain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {
    @ParameterizedTest
    @CsvSource({
        "0/0, 0",
        "16/B374D848, 97500059720",
        "FFFFFFFF/FFFFFFFF, -1",
        "1/0, 4294967296",
        "0/FFFFFFFF, 4294967295"
    })
    void readsAndWritesTheServersForm(String text, long value) {
        assertThat(Lsn.of(text)).isEqualTo(new Lsn(value));
        assertThat(new Lsn(value).text()).isEqualTo(text);
        assertThat(new Lsn(value)).hasToString(text);
        assertThat(Position.parse(text)).isEqualTo(new Lsn(value));
    }

    @Test
    void readsLowerCaseAndLeadingZeros() {
        assertThat(Lsn.of("0000000a/0000000b")).isEqualTo(Lsn.of("A/B"));
    }

    @Test
    void readsBackWhatItWrites() {
        Random random = new Random(1);
        for (int i = 0; i < 1_000; i++) {
            Lsn lsn = new Lsn(random.nextLong());
            assertThat(Lsn.of(lsn.text())).isEqualTo(lsn);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "1",
                "1/",
                "/1",
                "G/0",
                "0/G",
                "1/2/3",
                "-1/0",
                "+1/0",
                "0/-1",
                "123456789/0",
                "0/123456789"
            })
    void refusesWhatIsNoPosition(String text) {
        assertThatThrownBy(() -> Lsn.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void positionsAreUnsigned() {
        Lsn late = Lsn.of("FFFFFFFF/0");
        Lsn early = Lsn.of("1/0");
        assertThat(early.isBefore(late)).isTrue();
        assertThat(late.isBefore(early)).isFalse();
        assertThat(late.isBefore(late)).isFalse();
        assertThat(Position.max(early, late)).isEqualTo(late);
        assertThat(Position.max(late, early)).isEqualTo(late);
    }
}
