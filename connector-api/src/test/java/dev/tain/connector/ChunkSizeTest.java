package dev.tain.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkSizeTest {
    private static List<Long> divided(long rows, ChunkSize size) {
        List<Long> chunks = new ArrayList<>();
        for (long left = rows; left > 0; left -= chunks.getLast()) {
            chunks.add(Math.min(left, size.next(left)));
        }
        return chunks;
    }

    @Test
    void chunksThatAreAlikeStayAlike() {
        assertThat(divided(10, ChunkSize.alike(3))).containsExactly(3L, 3L, 3L, 1L);
    }

    @Test
    void whenTheLastChunkBeginsNoOtherWorkerHasMuchLeft() {
        List<Long> chunks = divided(10_000_000, ChunkSize.tapering(1_000_000));
        assertThat(chunks.stream().mapToLong(Long::longValue).sum()).isEqualTo(10_000_000);
        assertThat(chunks.subList(0, 7)).containsOnly(1_000_000L);
        assertThat(chunks.subList(chunks.size() - 4, chunks.size()))
                .allSatisfy(each -> assertThat(each).isLessThanOrEqualTo(125_000));
        assertThat(chunks).hasSizeLessThan(20);
    }

    @Test
    void smallChunksDoNotBecomeSmaller() {
        assertThat(ChunkSize.tapering(1_000)).isEqualTo(ChunkSize.alike(1_000));
        assertThat(ChunkSize.tapering(200_000).least()).isEqualTo(100_000);
    }

    @Test
    void aChunkHasRows() {
        assertThatIllegalArgumentException().isThrownBy(() -> ChunkSize.alike(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkSize(1, 2));
    }
}
