package dev.tain.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.Chunk;
import dev.tain.model.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkQueueTest {
    private static final TableName A = TableName.parse("public.a");
    private static final TableName B = TableName.parse("public.b");

    private static List<Chunk> chunks(TableName table, String plan, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Chunk(table, plan + "-" + i, "range " + i, 1))
                .toList();
    }

    private static Chunk take(ChunkQueue queue) {
        return queue.take().orElseThrow();
    }

    @Test
    void oneTableAfterTheOther() {
        ChunkQueue queue = new ChunkQueue(1, 2);
        queue.put(A, chunks(A, "p", 3));
        queue.put(B, chunks(B, "p", 1));
        Chunk first = take(queue);
        Chunk second = take(queue);
        assertThat(queue.hasWork()).isFalse();
        assertThat(queue.done(first)).isFalse();
        Chunk third = take(queue);
        assertThat(List.of(first, second, third)).isEqualTo(chunks(A, "p", 3));
        assertThat(queue.done(third)).isFalse();
        assertThat(queue.take()).isEmpty();
        assertThat(queue.done(second)).isTrue();
        assertThat(take(queue)).isEqualTo(chunks(B, "p", 1).getFirst());
    }

    @Test
    void aChunkThatWasNotCopiedIsTakenAgain() {
        ChunkQueue queue = new ChunkQueue(1, 1);
        queue.put(A, chunks(A, "p", 2));
        Chunk first = take(queue);
        queue.again(first);
        assertThat(take(queue)).isEqualTo(first);
    }

    @Test
    void theFirstTakerOfAStaleChunkDividesAnew() {
        ChunkQueue queue = new ChunkQueue(1, 3);
        queue.put(A, chunks(A, "old", 4));
        Chunk first = take(queue);
        Chunk second = take(queue);
        Chunk third = take(queue);
        assertThat(queue.stale(first)).isTrue();
        assertThat(queue.stale(second)).isFalse();
        assertThat(queue.hasWork()).isFalse();
        assertThat(queue.done(third)).as("done before it is divided anew").isFalse();
        queue.put(A, chunks(A, "new", 1));
        assertThat(queue.done(take(queue))).isTrue();
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void aRemovedTableIsForgotten() {
        ChunkQueue queue = new ChunkQueue(1, 2);
        queue.put(A, chunks(A, "p", 4));
        Chunk first = take(queue);
        Chunk second = take(queue);
        Chunk third = first;
        queue.remove(A);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.done(first)).isFalse();
        assertThat(queue.stale(second)).isFalse();
        queue.again(third);
        assertThat(queue.hasWork()).isFalse();
    }

    @Test
    void keepsItsLimitsAndHandsEachChunkOutOnce() {
        for (int seed = 0; seed < 2_000; seed++) {
            try {
                new Model(new Random(seed)).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    /** What workers of a queue have in hand, and what is left to do. */
    private static final class Model {
        private static final int STEPS = 200;

        private final Random random;
        private final int tablesInParallel;
        private final int workersPerTable;
        private final ChunkQueue queue;
        private final List<Chunk> inHand = new ArrayList<>();
        private final Map<TableName, Set<Chunk>> left = new HashMap<>();
        private final Set<TableName> stale = new HashSet<>();
        private int plans;

        Model(Random random) {
            this.random = random;
            this.tablesInParallel = 1 + random.nextInt(3);
            this.workersPerTable = 1 + random.nextInt(3);
            this.queue = new ChunkQueue(tablesInParallel, workersPerTable);
        }

        void run() {
            for (int i = 0; i < STEPS; i++) {
                step();
                assertWithinLimits();
            }
            while (!left.isEmpty()) {
                finishOne();
                assertWithinLimits();
            }
            assertThat(queue.isEmpty()).isTrue();
        }

        private void step() {
            switch (random.nextInt(10)) {
                case 0 -> putNew();
                case 1 -> remove();
                case 2 -> again();
                case 3 -> goStale();
                case 4, 5, 6 -> done();
                default -> take();
            }
        }

        private void finishOne() {
            stale.stream().findFirst().ifPresent(this::put);
            take();
            if (random.nextBoolean()) {
                done();
            }
        }

        private void putNew() {
            TableName table = TableName.parse("public.t" + random.nextInt(1_000));
            if (!left.containsKey(table)) {
                put(table);
            }
        }

        private void put(TableName table) {
            List<Chunk> chunks = chunks(table, "plan" + plans++, 1 + random.nextInt(5));
            left.put(table, new LinkedHashSet<>(chunks));
            stale.remove(table);
            queue.put(table, chunks);
        }

        private void remove() {
            left.keySet().stream().findFirst().ifPresent(table -> {
                queue.remove(table);
                left.remove(table);
                stale.remove(table);
                inHand.removeIf(chunk -> chunk.table().equals(table));
            });
        }

        private void take() {
            boolean some = queue.hasWork();
            Optional<Chunk> taken = queue.take();
            assertThat(taken.isPresent()).isEqualTo(some);
            taken.ifPresent(chunk -> {
                assertThat(left.get(chunk.table())).as("waiting").contains(chunk);
                assertThat(inHand).as("handed out once").doesNotContain(chunk);
                inHand.add(chunk);
            });
        }

        private Optional<Chunk> giveBack() {
            return inHand.isEmpty() ? Optional.empty() : Optional.of(inHand.remove(random.nextInt(inHand.size())));
        }

        private void again() {
            // a chunk of a plan that was replaced is not given back: its taker finds it stale
            giveBack().ifPresent(chunk -> {
                if (left.getOrDefault(chunk.table(), Set.of()).contains(chunk) && !stale.contains(chunk.table())) {
                    queue.again(chunk);
                } else {
                    inHand.add(chunk);
                }
            });
        }

        private void goStale() {
            giveBack().ifPresent(chunk -> {
                boolean first = queue.stale(chunk);
                assertThat(first).isEqualTo(stale.add(chunk.table()));
                if (first && random.nextBoolean()) {
                    put(chunk.table());
                }
            });
        }

        private void done() {
            giveBack().ifPresent(chunk -> {
                Set<Chunk> chunks = left.getOrDefault(chunk.table(), Set.of());
                chunks.remove(chunk);
                boolean held = inHand.stream().anyMatch(other -> other.table().equals(chunk.table()));
                boolean last = chunks.isEmpty() && !held && !stale.contains(chunk.table());
                assertThat(queue.done(chunk)).isEqualTo(last);
                if (last) {
                    left.remove(chunk.table());
                }
            });
        }

        private void assertWithinLimits() {
            Map<TableName, Integer> busy = new HashMap<>();
            inHand.forEach(chunk -> busy.merge(chunk.table(), 1, Integer::sum));
            assertThat(busy).hasSizeLessThanOrEqualTo(tablesInParallel);
            assertThat(busy.values()).allMatch(workers -> workers <= workersPerTable);
            assertThat(Set.copyOf(queue.tables())).isEqualTo(left.keySet());
        }
    }
}
