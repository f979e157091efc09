package dev.tain.server.internal.peerdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTextTest {
    @ParameterizedTest
    @CsvSource({
        "15 minutes,PT15M",
        "5 min,PT5M",
        "1 hour,PT1H",
        "1 day,P1D",
        "1 week,P7D",
        "1 month,P30D",
        "3 mons,P90D",
        "1 Day 2 Hours 3 mins 4 secs,P1DT2H3M4S",
        "2d3h,P2DT3H",
        "00:15:00,PT15M",
        "1 day 02:30,P1DT2H30M",
        "' 90 s ',PT90S",
        "0 s,PT0S"
    })
    void isRead(String text, Duration expected) {
        assertThat(IntervalText.read("time_since", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "15", "minutes", "1 fortnight", "-1 day", "1 day ago", "9999999 years", "1:2", "s"})
    void isRefused(String text) {
        assertThatThrownBy(() -> IntervalText.read("time_since", text))
                .isInstanceOfSatisfying(
                        ApiFault.class, e -> assertThat(e.code()).isEqualTo(GrpcCode.INVALID_ARGUMENT))
                .hasMessageContaining("time_since");
    }
}
