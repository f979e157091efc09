package dev.tain.clickhouse.internal.block;

import dev.tain.clickhouse.internal.type.Out;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Bytes on their way into arrays of one size, which are handed on as they fill up. They are small enough that the
 * garbage collector treats them as ordinary young objects. Used by one thread.
 */
public final class Pieces {
    private static final int PIECE_BYTES = 1 << 18;

    private final Consumer<byte[]> receiver;
    private byte[] open = new byte[0];
    private int size;

    /** @param receiver owns what it is given */
    public Pieces(Consumer<byte[]> receiver) {
        this.receiver = receiver;
    }

    void add(Out from) {
        int done = 0;
        while (done < from.size()) {
            if (size == open.length) {
                end();
                open = new byte[PIECE_BYTES];
            }
            int count = Math.min(open.length - size, from.size() - done);
            System.arraycopy(from.bytes(), done, open, size, count);
            size += count;
            done += count;
        }
    }

    /** Hands on what is left. */
    public void end() {
        if (size > 0) {
            receiver.accept(size == open.length ? open : Arrays.copyOf(open, size));
        }
        open = new byte[0];
        size = 0;
    }
}
