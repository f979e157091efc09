package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.SlotSample;
import dev.tain.engine.store.SlotSampleStore;
import dev.tain.engine.store.SlotSampleStore.Grain;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlotSampleStoreContractTest extends CatalogSuite {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private SlotSampleStore samples;

    @BeforeEach
    void havePeers() {
        samples = stores().slotSamples();
        stores().peers().insert(Samples.peer("from"));
        stores().peers().insert(Samples.peer("other"));
    }

    private static SlotSample sample(String slot, long atMillis, long lag) {
        return new SlotSample(slot, atMillis, lag, "0/1", "0/2", "0/" + lag);
    }

    private List<Long> lags(String slot, long from, Grain grain) {
        return samples.since("from", slot, from, grain).stream()
                .map(SlotSample::lagBytes)
                .toList();
    }

    @Test
    void samplesComeBackOldestFirst() {
        samples.put("from", List.of(sample("a", NOW, 5), sample("b", NOW, 9)));
        samples.put("from", List.of(sample("a", NOW + MINUTE, 3)));
        samples.put("other", List.of(sample("a", NOW + MINUTE, 99)));
        assertThat(samples.since("from", "a", 0, Grain.MINUTE))
                .containsExactly(sample("a", NOW, 5), sample("a", NOW + MINUTE, 3));
        assertThat(lags("a", NOW + 1, Grain.MINUTE)).containsExactly(3L);
        assertThat(lags("nothing", 0, Grain.MINUTE)).isEmpty();
    }

    @Test
    void theGreatestLagOfAMinuteAndOfAnHourStays() {
        for (long lag : List.of(4, 8, 2)) {
            samples.put("from", List.of(sample("a", NOW + lag, lag)));
        }
        samples.put("from", List.of(sample("a", NOW + MINUTE, 20)));
        samples.put("from", List.of(sample("a", NOW + 2 * MINUTE, 1)));
        assertThat(lags("a", 0, Grain.MINUTE)).containsExactly(8L, 20L, 1L);
        assertThat(samples.since("from", "a", 0, Grain.HOUR)).containsExactly(sample("a", NOW + MINUTE, 20));
    }

    @Test
    void oldOnesGo() {
        samples.put("from", List.of(sample("a", NOW, 1)));
        samples.put("from", List.of(sample("a", NOW + DAY, 2)));
        samples.put("from", List.of(sample("b", NOW + DAY + MINUTE, 3)));
        assertThat(lags("a", 0, Grain.MINUTE)).containsExactly(2L);
        assertThat(lags("a", 0, Grain.HOUR)).containsExactly(1L, 2L);
        samples.put("from", List.of(sample("b", NOW + 31 * DAY + HOUR, 4)));
        assertThat(lags("a", 0, Grain.HOUR)).containsExactly(2L);
    }

    @Test
    void theyGoWithTheirPeer() {
        samples.put("from", List.of(sample("a", NOW, 1)));
        stores().peers().delete("from");
        samples.put("from", List.of(sample("a", NOW + 1, 2)));
        stores().peers().insert(Samples.peer("from"));
        assertThat(lags("a", 0, Grain.MINUTE)).isEmpty();
    }
}
