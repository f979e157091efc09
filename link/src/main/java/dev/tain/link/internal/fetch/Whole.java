package dev.tain.link.internal.fetch;

import dev.tain.link.plan.BatchHeader;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The batches of an answer that came whole. */
final class Whole {
    private final ByteBuffer bytes;
    private final int count;
    private final boolean oldFormat;
    private final @Nullable BatchHeader first;
    private final @Nullable BatchHeader last;

    private Whole(
            ByteBuffer bytes, int count, boolean oldFormat, @Nullable BatchHeader first, @Nullable BatchHeader last) {
        this.bytes = bytes;
        this.count = count;
        this.oldFormat = oldFormat;
        this.first = first;
        this.last = last;
    }

    /** Looks at what lies between position and limit; the last batch may be cut short, and is left out then. */
    static Whole of(ByteBuffer records) {
        int at = records.position();
        int count = 0;
        boolean oldFormat = false;
        BatchHeader first = null;
        BatchHeader last = null;
        Optional<BatchHeader> header = BatchHeader.read(records, at);
        while (header.isPresent()) {
            last = header.get();
            first = first == null ? last : first;
            oldFormat |= last.magic() < BatchHeader.MAGIC;
            count++;
            at += last.sizeInBytes();
            header = BatchHeader.read(records, at);
        }
        return new Whole(records.duplicate().limit(at), count, oldFormat, first, last);
    }

    int count() {
        return count;
    }

    boolean oldFormat() {
        return oldFormat;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    BatchHeader first() {
        return some(first);
    }

    BatchHeader last() {
        return some(last);
    }

    private static BatchHeader some(@Nullable BatchHeader header) {
        if (header == null) {
            throw new IllegalStateException("there is no batch");
        }
        return header;
    }
}
