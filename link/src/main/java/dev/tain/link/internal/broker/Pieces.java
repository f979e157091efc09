package dev.tain.link.internal.broker;

import dev.tain.link.plan.BatchHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Whole batches, stamped with an epoch, in pieces that one segment can take. */
final class Pieces {
    private Pieces() {}

    /** @param batches whole batches from position to limit; read and stamped in place, its position is not moved */
    static List<ByteBuffer> of(ByteBuffer batches, int maxBytes, int epoch) {
        List<ByteBuffer> pieces = new ArrayList<>();
        int from = batches.position();
        int at = from;
        while (at < batches.limit()) {
            BatchHeader header = BatchHeader.read(batches, at)
                    .orElseThrow(() -> new IllegalArgumentException("the last batch is cut short"));
            BatchHeader.stamp(batches, at, epoch);
            if (at > from && at - from + header.sizeInBytes() > maxBytes) {
                pieces.add(batches.slice(from, at - from));
                from = at;
            }
            at += header.sizeInBytes();
        }
        if (at > from) {
            pieces.add(batches.slice(from, at - from));
        }
        return pieces;
    }
}
