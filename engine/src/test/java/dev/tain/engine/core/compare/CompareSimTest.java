package dev.tain.engine.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.KeyRange;
import dev.tain.connector.Part;
import dev.tain.connector.RowKey;
import dev.tain.engine.core.compare.LivePair.Row;
import dev.tain.engine.core.compare.RowDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The checker is checked, on many seeds: what is wrong is found and named exactly, and nothing else is ever called
 * wrong, whatever is written meanwhile. {@code -Dtain.compare.seeds=N} says on how many seeds.
 */
class CompareSimTest {
    private static final int SEEDS = Integer.getInteger("tain.compare.seeds", 1_000);
    private static final int ROWS = 2_500;

    /** Collects what a comparison finds. */
    private static final class Found implements Findings {
        private final List<RowDifference> differences = new ArrayList<>();
        private final List<RowKey> undecided = new ArrayList<>();
        private long rows;

        @Override
        public void compared(long ranges, long sourceRows, long destinationRows) {
            rows += sourceRows;
        }

        @Override
        public void found(List<Part> parts, List<RowDifference> more, List<RowKey> open) {
            differences.addAll(more);
            undecided.addAll(open);
        }
    }

    @Test
    void whatIsWrongIsFoundAndNothingElse() {
        int undecided = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                undecided += run(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        System.out.println(SEEDS + " comparisons while all changes; rows that stayed undecided: " + undecided);
    }

    private static int run(long seed) {
        Random random = new Random(seed);
        LivePair pair = new LivePair(random, ROWS, seed % 10 == 0 ? 0 : 1 + random.nextInt(12));
        Map<Long, Kind> wrong = breakSome(pair, random, random.nextInt(4));
        Found found = new Found();
        if (seed % 3 == 0) {
            new BucketComparison(pair.source(), pair.destination(), pair, found).run();
        } else {
            RangeComparison comparison = new RangeComparison(pair.source(), pair.destination(), pair, found);
            Ranges ranges = new Ranges(pair.source(), KeyRange.ALL, 1 + random.nextInt(4_000));
            boolean more = true;
            while (more) {
                more = comparison.step(ranges);
            }
        }
        check(pair, wrong, found);
        return found.undecided.size();
    }

    private static Map<Long, Kind> breakSome(LivePair pair, Random random, int count) {
        Map<Long, Kind> wrong = new TreeMap<>();
        while (wrong.size() < count) {
            long key = 2L * (1 + random.nextInt(ROWS));
            Kind kind = Kind.values()[random.nextInt(3)];
            if (wrong.containsKey(key) || wrong.containsKey(key + 1)) {
                continue;
            }
            Row row = Objects.requireNonNull(pair.copy().get(key));
            switch (kind) {
                case MISSING -> pair.copy().remove(key);
                case DIFFERENT -> pair.copy().put(key, pair.altered(row));
                case SURPLUS -> pair.copy().put(++key, row);
            }
            wrong.put(key, kind);
        }
        return wrong;
    }

    private static void check(LivePair pair, Map<Long, Kind> wrong, Found found) {
        Map<Long, RowDifference> named = new TreeMap<>();
        for (RowDifference difference : found.differences) {
            long key = Long.parseLong(difference.key().values().getFirst());
            assertThat(wrong).as("rows called wrong").containsKey(key);
            assertThat(named.put(key, difference))
                    .as("row " + key + " named before")
                    .isNull();
        }
        wrong.forEach((key, kind) -> {
            if (!pair.wasTouched(key)) {
                assertThat(named).as("wrong rows that were found").containsKey(key);
                RowDifference difference = Objects.requireNonNull(named.get(key));
                assertThat(difference.kind()).isEqualTo(kind);
                assertThat(difference.columns()).isEqualTo(kind == Kind.DIFFERENT ? List.of(1) : List.of());
            }
        });
        for (RowKey key : found.undecided) {
            assertThat(pair.wasTouched(Long.parseLong(key.values().getFirst()))
                            || wrong.containsKey(Long.parseLong(key.values().getFirst())))
                    .as("undecided rows change")
                    .isTrue();
        }
        assertThat(found.rows).isBetween(ROWS - 60L, ROWS + 60L);
    }
}
