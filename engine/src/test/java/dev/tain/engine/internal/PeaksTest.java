package dev.tain.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.SlotSample;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PeaksTest {
    private static List<SlotSample> samples(long count) {
        return LongStream.range(0, count)
                .mapToObj(i -> new SlotSample("s", i, i * 7919 % 1000, "", "", ""))
                .toList();
    }

    @Test
    void fewStayAsTheyAre() {
        assertThat(Peaks.of(samples(720), 720)).isEqualTo(samples(720));
        assertThat(Peaks.of(List.of(), 720)).isEmpty();
    }

    @Test
    void ofManyTheGreatestStayInTheirOrder() {
        for (int count : List.of(721, 1440, 4321)) {
            List<SlotSample> peaks = Peaks.of(samples(count), 720);
            assertThat(peaks).hasSize(720).isSortedAccordingTo((a, b) -> Long.compare(a.atMillis(), b.atMillis()));
            assertThat(samples(count)).containsAll(peaks);
            assertThat(peaks.stream().mapToLong(SlotSample::lagBytes).max())
                    .isEqualTo(samples(count).stream()
                            .mapToLong(SlotSample::lagBytes)
                            .max());
        }
    }
}
