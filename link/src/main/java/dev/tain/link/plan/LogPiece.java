package dev.tain.link.plan;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Crc32C;

/**
 * What a log has from an offset on, as far as it was read.
 *
 * @param batches whole ones, in order; the first may begin below the offset
 * @param until everything before this offset is in the batches, or is not in the log
 */
public record LogPiece(List<Batch> batches, long until) {
    /** Where that begins which the leader epoch is not part of, and the checksum not either. */
    private static final int MAGIC_AT = 16;

    private static final int CHECKED_FROM = 21;
    private static final int COUNT_AT = 57;

    public LogPiece {
        batches = List.copyOf(batches);
    }

    /**
     * One batch.
     *
     * @param bytes all of it, from index 0 to the limit; not written to
     */
    public record Batch(BatchHeader header, ByteBuffer bytes) {
        long base() {
            return header.baseOffset();
        }

        long end() {
            return header.lastOffset() + 1;
        }

        /** Whether all bytes are the same, but for the leader epoch, which is each cluster's own. */
        boolean isSame(Batch other) {
            return base() == other.base() && past().equals(other.past());
        }

        /** Whether it has no records, as compaction leaves them, or a mirror that was raised to its source's end. */
        boolean isEmpty() {
            return header.magic() == BatchHeader.MAGIC && bytes.getInt(COUNT_AT) == 0;
        }

        private ByteBuffer past() {
            return bytes.slice(MAGIC_AT, bytes.limit() - MAGIC_AT);
        }

        /** Whether the bytes are those that the checksum was made of. */
        boolean isSound() {
            if (header.magic() != BatchHeader.MAGIC || header.lastOffset() < base()) {
                return false;
            }
            return Crc32C.compute(bytes, CHECKED_FROM, bytes.limit() - CHECKED_FROM) == header.checksum();
        }
    }

    /**
     * Cuts bytes into batches.
     *
     * @param bytes batches as they lie in a log, the last one perhaps cut short; nothing when the log has none before
     *     the limit
     * @param limit batches that begin there or later are left out
     * @throws IllegalArgumentException when the first one cannot be a batch, or is cut short
     */
    public static LogPiece of(ByteBuffer bytes, long limit) {
        List<Batch> batches = new ArrayList<>();
        int at = bytes.position();
        while (at < bytes.limit()) {
            Optional<BatchHeader> header = next(bytes, at, batches.isEmpty());
            if (header.isEmpty()) {
                return new LogPiece(batches, endOf(batches));
            } else if (header.get().baseOffset() >= limit) {
                return new LogPiece(batches, batches.isEmpty() ? limit : Math.max(limit, endOf(batches)));
            }
            batches.add(new Batch(header.get(), bytes.slice(at, header.get().sizeInBytes())));
            at += header.get().sizeInBytes();
        }
        return new LogPiece(batches, batches.isEmpty() ? limit : endOf(batches));
    }

    /** Behind good ones, what cannot be a batch is left for the piece that begins with it. */
    private static Optional<BatchHeader> next(ByteBuffer bytes, int at, boolean isFirst) {
        try {
            return BatchHeader.read(bytes, at);
        } catch (IllegalArgumentException e) {
            if (isFirst) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static long endOf(List<Batch> batches) {
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("a batch was cut short");
        }
        return batches.getLast().end();
    }
}
