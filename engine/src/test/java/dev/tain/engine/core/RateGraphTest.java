package dev.tain.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.HistoryService.Bucket;
import dev.tain.engine.HistoryService.Width;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateGraphTest {
    private static final long NOW = at("2026-03-01T12:34:56.789Z");

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @ParameterizedTest
    @CsvSource({
        "MINUTE,5,2026-03-01T12:30:00Z",
        "FIVE_MINUTES,30,2026-03-01T10:05:00Z",
        "QUARTER_HOUR,30,2026-03-01T05:15:00Z",
        "HOUR,24,2026-02-28T13:00:00Z",
        "DAY,30,2026-01-31T00:00:00Z",
        "MONTH,30,2023-10-01T00:00:00Z"
    })
    void theFirstBucketIsSoManyBeforeNow(Width width, int count, String first) {
        assertThat(RateGraph.start(width, count, NOW)).isEqualTo(at(first));
        List<Bucket> buckets = RateGraph.buckets(width, count, NOW, List.of());
        assertThat(buckets).hasSize(count).first().isEqualTo(new Bucket(at(first), 0));
        assertThat(buckets.getLast().startMillis()).isLessThanOrEqualTo(NOW);
        assertThat(RateGraph.start(width, 1, NOW)).isEqualTo(buckets.getLast().startMillis());
        assertThat(NOW - at(first))
                .as("what is kept reaches back to there")
                .isLessThan(RateGraph.spans(width).kept().toMillis());
    }

    @Test
    void countsAreAddedUp() {
        List<Bucket> counts = List.of(
                new Bucket(at("2026-01-31T00:00:00Z"), 1),
                new Bucket(at("2026-02-01T00:00:00Z"), 2),
                new Bucket(at("2026-02-28T00:00:00Z"), 4),
                new Bucket(at("2025-12-31T00:00:00Z"), 8));
        assertThat(RateGraph.buckets(Width.MONTH, 3, NOW, counts))
                .containsExactly(
                        new Bucket(at("2026-01-01T00:00:00Z"), 1),
                        new Bucket(at("2026-02-01T00:00:00Z"), 6),
                        new Bucket(at("2026-03-01T00:00:00Z"), 0));
    }
}
