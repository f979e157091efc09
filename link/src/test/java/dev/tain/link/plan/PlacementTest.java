package dev.tain.link.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.link.plan.SourceHealth.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
    @Test
    void theLinkBrokerLeadsAndOthersTakeTurns() {
        assertThat(Placement.of(9, List.of(1, 2, 3), 0, 4, 3))
                .containsExactly(List.of(9, 1, 2), List.of(9, 2, 3), List.of(9, 3, 1), List.of(9, 1, 2));
        assertThat(Placement.of(9, List.of(1, 2), 3, 5, 2)).containsExactly(List.of(9, 2), List.of(9, 1));
        assertThat(Placement.of(9, List.of(), 0, 2, 1)).containsExactly(List.of(9), List.of(9));
    }

    @Test
    void moreReplicasThanBrokersCannotBe() {
        assertThatThrownBy(() -> Placement.of(9, List.of(1), 0, 1, 3)).hasMessageContaining("2 brokers");
        assertThatThrownBy(() -> Placement.of(9, List.of(1), 0, 1, 0)).hasMessageContaining("replication factor 0");
    }

    @Test
    void aSourceIsAwayWhenItDidNotAnswerForLong() {
        SourceHealth failing =
                SourceHealth.WELL.failed(Kind.TIMEOUT, "a", 1_000).failed(Kind.NOT_CONNECTED, "b", 5_000);
        assertThat(failing.sinceMillis()).isEqualTo(1_000);
        assertThat(failing.sentence()).isEqualTo("b");
        assertThat(failing.isAway(10_000, 10_999)).isFalse();
        assertThat(failing.isAway(10_000, 11_000)).isTrue();
        assertThat(SourceHealth.WELL.isAway(0, 99_999)).isFalse();
    }
}
