package dev.tain.engine.core;

import dev.tain.engine.HistoryService.Bucket;
import dev.tain.engine.HistoryService.Width;
import dev.tain.engine.store.HistoryStore.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts of short spans of time, added up into the buckets of a graph. All in UTC. */
public final class RateGraph {
    /** Months have no fixed width. */
    private static final Map<Width, Duration> WIDTHS = Map.of(
            Width.MINUTE, Duration.ofMinutes(1),
            Width.FIVE_MINUTES, Duration.ofMinutes(5),
            Width.QUARTER_HOUR, Duration.ofMinutes(15),
            Width.HOUR, Duration.ofHours(1),
            Width.DAY, Duration.ofDays(1));

    private RateGraph() {}

    /** The spans whose counts such a bucket is made of. */
    public static Span spans(Width width) {
        return switch (width) {
            case MINUTE, FIVE_MINUTES, QUARTER_HOUR -> Span.MINUTE;
            case HOUR -> Span.HOUR;
            case DAY, MONTH -> Span.DAY;
        };
    }

    /** Where the bucket begins that is so many before the one of this time. */
    private static long start(Width width, long millis, int before) {
        Duration fixed = WIDTHS.get(width);
        if (fixed != null) {
            return millis - Math.floorMod(millis, fixed.toMillis()) - before * fixed.toMillis();
        }
        ZonedDateTime day = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        return day.withDayOfMonth(1).minusMonths(before).toInstant().toEpochMilli();
    }

    /** Where the first of so many buckets begins, of which the last is that of now. */
    public static long start(Width width, int count, long nowMillis) {
        return start(width, nowMillis, count - 1);
    }

    /**
     * The buckets with their sums, zeros included, oldest first.
     *
     * @param counts of spans, in any order; those of other times are passed over
     */
    public static List<Bucket> buckets(Width width, int count, long nowMillis, List<Bucket> counts) {
        Map<Long, Long> sums = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            sums.put(start(width, nowMillis, i), 0L);
        }
        counts.forEach(
                each -> sums.computeIfPresent(start(width, each.startMillis(), 0), (_, sum) -> sum + each.rows()));
        List<Bucket> buckets = new ArrayList<>();
        sums.forEach((start, rows) -> buckets.add(new Bucket(start, rows)));
        return buckets;
    }
}
