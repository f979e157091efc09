package dev.tain.engine.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.engine.core.BatchPolicy.Standing;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchPolicyTest {
    private static final BatchPolicy POLICY = new BatchPolicy(1_000, 100 << 20, 60_000);
    private static final Arriving MORE = new Arriving(false, false, 8_000);
    private static final Arriving REPEATED = new Arriving(false, true, 8_000);
    private static final boolean OPEN = true;
    private static final boolean WHOLE = false;

    private static Standing standing(long changes, long bytes, boolean open, long ageMillis) {
        return new Standing(changes, bytes, open, false, ageMillis, Arriving.NOTHING);
    }

    @Test
    void isFullAtACommitWithEnoughRows() {
        assertThat(POLICY.isFull(standing(999, 10, WHOLE, 0))).isFalse();
        assertThat(POLICY.isFull(standing(1_000, 10, WHOLE, 0))).isTrue();
        assertThat(POLICY.isFull(standing(5_000, 10, OPEN, 0))).isFalse();
    }

    @Test
    void isFullByBytesInsideATransactionToo() {
        assertThat(POLICY.isFull(standing(1, 100 << 20, OPEN, 0))).isTrue();
        assertThat(POLICY.isFull(standing(1, (100 << 20) - 1, OPEN, 0))).isFalse();
    }

    @Test
    void endsWithTheTransactionThatItContinues() {
        assertThat(POLICY.isFull(new Standing(1, 10, WHOLE, true, 0, MORE))).isTrue();
        assertThat(POLICY.isFull(new Standing(1, 10, OPEN, true, 0, MORE))).isFalse();
    }

    @Test
    void isReadyOnceItsTimeIsOver() {
        assertThat(POLICY.isReady(standing(1, 10, WHOLE, 59_999))).isFalse();
        assertThat(POLICY.isReady(standing(1, 10, WHOLE, 60_000))).isTrue();
        assertThat(POLICY.isReady(standing(1, 10, OPEN, 60_000))).isFalse();
    }

    @Test
    void waitsALittleForWhatIsArriving() {
        assertThat(POLICY.isReady(new Standing(1, 10, WHOLE, false, 60_000, MORE)))
                .isFalse();
        long withCompany = 60_000 + Arriving.COMPANY_MILLIS;
        assertThat(POLICY.isReady(new Standing(1, 10, WHOLE, false, withCompany, MORE)))
                .isTrue();
    }

    @Test
    void waitsLongerForRowsThatChangeAgain() {
        assertThat(POLICY.isReady(new Standing(1, BatchPolicy.WORTHWHILE_BYTES, WHOLE, false, 0, REPEATED)))
                .isFalse();
        long withCompany = 60_000 + 4_000;
        assertThat(POLICY.isReady(new Standing(1, 10, WHOLE, false, withCompany - 1, REPEATED)))
                .isFalse();
        assertThat(POLICY.isReady(new Standing(1, 10, WHOLE, false, withCompany, REPEATED)))
                .isTrue();
        assertThat(POLICY.isReady(new Standing(1, 10, WHOLE, false, 60_000, new Arriving(true, true, 8_000))))
                .isTrue();
    }

    @Test
    void waitsNoLongerThanIsLittleBesideTheLag() {
        assertThat(new Arriving(false, true, 0).companyMillis()).isEqualTo(Arriving.COMPANY_MILLIS);
        assertThat(new Arriving(false, true, Long.MAX_VALUE).companyMillis()).isEqualTo(Arriving.MOST_COMPANY_MILLIS);
    }

    @Test
    void isReadyWhenWorthTheWhile() {
        assertThat(POLICY.isReady(standing(1, BatchPolicy.WORTHWHILE_BYTES, OPEN, 0)))
                .isTrue();
        assertThat(POLICY.isReady(standing(1, BatchPolicy.WORTHWHILE_BYTES, WHOLE, 0)))
                .isTrue();
    }

    @Test
    void aBatchThatOnlyMovesThePositionIsInNoHurry() {
        BatchPolicy eager = new BatchPolicy(1_000, 100, 0);
        assertThat(eager.isReady(standing(0, 0, WHOLE, BatchPolicy.EMPTY_MILLIS - 1)))
                .isFalse();
        assertThat(eager.isReady(standing(0, 0, WHOLE, BatchPolicy.EMPTY_MILLIS)))
                .isTrue();
        assertThat(eager.isReady(standing(1, 10, WHOLE, 0))).isTrue();
    }

    /** Whoever waits as long as it says finds the batch ready, or has looked at least once a second. */
    @Test
    void saysHowLongToWait() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            BatchPolicy policy = new BatchPolicy(1_000, 100 << 20, random.nextInt(3_000));
            Standing now = standing(random.nextInt(3), 10, random.nextBoolean(), random.nextInt(4_000));
            long wait = policy.millisUntilReady(now);
            assertThat(wait).isBetween(0L, BatchPolicy.EMPTY_MILLIS);
            Standing then = standing(now.changes(), 10, now.open(), now.ageMillis() + wait);
            if (!now.open() && wait < BatchPolicy.EMPTY_MILLIS) {
                assertThat(policy.isReady(then)).as("%s after %d", now, wait).isTrue();
            }
        }
    }

    @Test
    void onlyAMirrorInAHurryShortensTheRestThatADestinationWants() {
        assertThat(new BatchPolicy(10, 100, 0).restMillis(1_000)).isEqualTo(250);
        assertThat(new BatchPolicy(10, 100, 500).restMillis(1_000)).isEqualTo(1_000);
        assertThat(new BatchPolicy(10, 100, 0).restMillis(0)).isZero();
    }

    @Test
    void inAHurryNothingWaitsButOpenTransactions() {
        BatchPolicy hurried = POLICY.hurried();
        assertThat(hurried.isReady(new Standing(1, 10, false, false, 0, Arriving.NOTHING)))
                .isTrue();
        assertThat(hurried.isReady(new Standing(0, 0, false, false, 0, Arriving.NOTHING)))
                .isTrue();
        assertThat(hurried.isReady(new Standing(1, 10, true, false, 0, Arriving.NOTHING)))
                .isFalse();
        assertThat(hurried.millisUntilReady(new Standing(0, 0, false, false, 0, Arriving.NOTHING)))
                .isZero();
        assertThat(POLICY.isReady(new Standing(1, 10, false, false, 0, Arriving.NOTHING)))
                .isFalse();
    }
}
