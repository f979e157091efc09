package dev.tain.postgres.internal.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockRangeTest {

    @Test
    void theTextIsReadBack() {
        BlockRange bounded = new BlockRange(4294967295L, 16385, 0, 128L);
        BlockRange open = new BlockRange(16384, 16385, 128, null);
        assertThat(BlockRange.parse(bounded.text())).isEqualTo(bounded);
        assertThat(BlockRange.parse(open.text())).isEqualTo(open);
        assertThat(bounded.text()).isEqualTo("relation=4294967295 file=16385 blocks=0-128");
        assertThat(open.id()).isEqualTo("16384.16385.128-");
    }

    @Test
    void theConditionNamesBlocks() {
        assertThat(new BlockRange(1, 2, 3, 4L).condition()).isEqualTo(" WHERE ctid >= '(3,0)' AND ctid < '(4,0)'");
        assertThat(new BlockRange(1, 2, 3, null).condition()).isEqualTo(" WHERE ctid >= '(3,0)'");
        assertThat(new BlockRange(1, 2, 0, null).condition()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relation=1 file=2", "relation=1 file=2 blocks=0-1; drop table t", "blocks=-1-2"})
    void anyOtherTextIsStale(String text) {
        assertThatThrownBy(() -> BlockRange.parse(text))
                .isInstanceOfSatisfying(
                        TainException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.CHUNK_STALE));
    }
}
