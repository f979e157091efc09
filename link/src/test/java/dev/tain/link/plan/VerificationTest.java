package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.link.plan.BatchComparison.Result;
import dev.tain.link.plan.BatchDifference.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static BatchDifference other(long from, long until) {
        return new BatchDifference(from, until, Kind.OTHER_BYTES);
    }

    @Test
    void isVerifiedUpToTheFirstDifferenceAndGoesOnBehindIt() {
        Verification equal = Verification.NOTHING.with(5, new Result(20, 3, 1, List.of()), 100);
        assertThat(equal).isEqualTo(new Verification(5, 20, 3, 1, 100, List.of(), 0));
        assertThat(equal.verified()).isEqualTo(20);

        Verification differs = equal.with(20, new Result(40, 2, 0, List.of(other(30, 33))), 50);

        assertThat(differs.compared()).isEqualTo(40);
        assertThat(differs.verified()).isEqualTo(30);
        assertThat(differs.bytes()).isEqualTo(150);
        assertThat(differs.with(40, new Result(50, 1, 0, List.of()), 1).verified())
                .isEqualTo(30);
    }

    @Test
    void differencesThatMeetAreOneAndNotMoreThanSomeAreKept() {
        Verification two = Verification.NOTHING.with(0, new Result(6, 0, 0, List.of(other(0, 3), other(3, 6))), 1);
        assertThat(two.differences()).containsExactly(other(0, 6));

        Verification many = two;
        for (int i = 0; i < 2 * Verification.MOST; i++) {
            many = many.with(i, new Result(i, 0, 0, List.of(other(10 + 2 * i, 11 + 2 * i))), 1);
        }
        assertThat(many.differences()).hasSize(Verification.MOST);
        assertThat(many.untold()).isEqualTo(Verification.MOST + 1);
    }

    @Test
    void anEndMovesOnlyForward() {
        assertThat(Verification.NOTHING.reached(7)).isEqualTo(new Verification(7, 7, 0, 0, 0, List.of(), 0));
        Verification done = Verification.NOTHING.with(0, new Result(20, 1, 0, List.of()), 1);
        assertThat(done.reached(7).compared()).isEqualTo(20);
    }
}
