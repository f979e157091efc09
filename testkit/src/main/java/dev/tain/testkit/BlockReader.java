package dev.tain.testkit;

import dev.tain.connector.ChunkReader;
import dev.tain.model.RowBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chunk out of blocks that a test made; after the last it runs what the test wants, which may throw. */
public final class BlockReader implements ChunkReader {
    private final Deque<RowBuffer> blocks;
    private final Runnable atEnd;

    public BlockReader(RowBuffer... blocks) {
        this(() -> {}, blocks);
    }

    public BlockReader(Runnable atEnd, RowBuffer... blocks) {
        this.atEnd = atEnd;
        this.blocks = new ArrayDeque<>(List.of(blocks));
    }

    @Override
    public @Nullable RowBuffer next() {
        RowBuffer block = blocks.poll();
        if (block == null) {
            atEnd.run();
        }
        return block;
    }

    @Override
    public void close() {
        blocks.clear();
    }
}
