package dev.tain.engine.core.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.connector.ComparedRow;
import dev.tain.connector.ComparedTable;
import dev.tain.connector.Digest;
import dev.tain.connector.KeyRange;
import dev.tain.connector.Part;
import dev.tain.connector.RowKey;
import dev.tain.engine.core.compare.RowDifference.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What counts as a proof, read by read. */
class RecheckTest {
    private static final @Nullable ComparedRow NOTHING = null;

    /** Answers one read after the other; the last one again and again. */
    private record Reads(Deque<List<ComparedRow>> answers) implements ComparedTable {
        static Reads of(@Nullable ComparedRow... rows) {
            Deque<List<ComparedRow>> answers = new ArrayDeque<>();
            for (ComparedRow row : rows) {
                answers.add(row == null ? List.of() : List.of(row));
            }
            return new Reads(answers);
        }

        @Override
        public List<ComparedRow> rows(Part part) {
            return answers.size() == 1 ? answers.getFirst() : answers.removeFirst();
        }

        @Override
        public String order() {
            return "";
        }

        @Override
        public @Nullable RowKey bound(KeyRange range, long rows) {
            return null;
        }

        @Override
        public Digest[] digests(KeyRange range, int buckets) {
            return new Digest[] {Digest.NONE};
        }

        @Override
        public void close() {}
    }

    private static ComparedRow row(long value, long version) {
        return row(value, version, true);
    }

    private static ComparedRow row(long value, long version, boolean settled) {
        return new ComparedRow(new RowKey(List.of("1")), 1, new long[] {1, value}, version, settled);
    }

    private static Recheck.Outcome decide(Reads source, Reads destination, boolean settles) {
        Fences fences = new Fences() {
            @Override
            public void pass() {}

            @Override
            public boolean settle() {
                return settles;
            }

            @Override
            public void read(long rows) {}
        };
        return new Recheck(source, destination, fences).run(List.of(Part.of(KeyRange.ALL)));
    }

    private static void isRight(Recheck.Outcome outcome) {
        assertThat(outcome.differences()).isEmpty();
        assertThat(outcome.undecided()).isEmpty();
    }

    @Test
    void aRowThatStandsStillAtTheSourceProvesWhatTheDestinationLacks() {
        Recheck.Outcome missing = decide(Reads.of(row(5, 1)), Reads.of(NOTHING), true);
        assertThat(missing.differences()).extracting(RowDifference::kind).containsExactly(Kind.MISSING);
        Recheck.Outcome different = decide(Reads.of(row(5, 1)), Reads.of(row(6, 1)), true);
        assertThat(different.differences()).extracting(RowDifference::columns).containsExactly(List.of(1));
    }

    @Test
    void aRowThatStandsStillAtTheDestinationProvesWhatTheSourceLacks() {
        Recheck.Outcome surplus = decide(Reads.of(NOTHING), Reads.of(row(5, 1)), true);
        assertThat(surplus.differences()).extracting(RowDifference::kind).containsExactly(Kind.SURPLUS);
    }

    @Test
    void aRowThatChangedAndChangedBackProvesNothing() {
        isRight(decide(Reads.of(row(5, 1), row(5, 3), row(5, 3)), Reads.of(row(6, 2), row(5, 4)), true));
    }

    @Test
    void aRowThatCameAndWentProvesNothing() {
        isRight(decide(Reads.of(NOTHING), Reads.of(row(5, 1), NOTHING), true));
    }

    @Test
    void whatOnlyTheDestinationSawBeforeIsNotWrong() {
        isRight(decide(Reads.of(row(5, 1), row(6, 2)), Reads.of(row(6, 1)), true));
    }

    @Test
    void aTransactionThatGoesOnKeepsFromDecidingUnlessItDidNotTouchTheRow() {
        Recheck.Outcome touched = decide(Reads.of(row(5, 1, false)), Reads.of(row(6, 1)), false);
        assertThat(touched.differences()).isEmpty();
        assertThat(touched.undecided()).hasSize(1);
        Recheck.Outcome untouched = decide(Reads.of(row(5, 1)), Reads.of(row(6, 1)), false);
        assertThat(untouched.differences()).hasSize(1);
        Recheck.Outcome surplus = decide(Reads.of(NOTHING), Reads.of(row(5, 1)), false);
        assertThat(surplus.undecided()).hasSize(1);
    }
}
