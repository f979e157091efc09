package dev.tain.link.plan;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The head of a record batch, as far as links look at it. Everything else of a batch is bytes to them.
 *
 * @param baseOffset offset of the first record
 * @param lastOffset offset of the last record, also when compaction has taken it away
 * @param leaderEpoch the leader epoch of the cluster that it was read from; -1 where the format has none
 * @param checksum of everything after it, as an unsigned 32-bit number
 * @param magic the format: 2, or the older 0 and 1, whose other fields here mean nothing
 * @param sizeInBytes of the whole batch
 */
public record BatchHeader(
        long baseOffset, long lastOffset, int leaderEpoch, long checksum, byte magic, int sizeInBytes) {
    /** The only format that links copy. */
    public static final byte MAGIC = 2;

    /** A batch of the current format is never smaller. */
    public static final int MIN_BYTES = 61;

    private static final int LENGTH_AT = 8;
    private static final int EPOCH_AT = 12;
    private static final int MAGIC_AT = 16;
    private static final int CHECKSUM_AT = 17;
    private static final int LAST_DELTA_AT = 23;
    private static final int LENGTH_END = 12;

    /**
     * Reads the batch that begins at an index, when all of it is there: a fetch may cut the last one short.
     *
     * @throws IllegalArgumentException when its length cannot be that of a batch
     */
    public static Optional<BatchHeader> read(ByteBuffer bytes, int at) {
        if (bytes.limit() - at < MAGIC_AT + 1) {
            return Optional.empty();
        }
        int length = bytes.getInt(at + LENGTH_AT);
        byte magic = bytes.get(at + MAGIC_AT);
        int least = (magic >= MAGIC ? MIN_BYTES : MAGIC_AT + 1) - LENGTH_END;
        if (length < least || length > Integer.MAX_VALUE - LENGTH_END) {
            throw new IllegalArgumentException("a record batch cannot have " + length + " bytes");
        }
        int size = length + LENGTH_END;
        if (bytes.limit() - at < size) {
            return Optional.empty();
        }
        return Optional.of(magic < MAGIC ? old(bytes, at, size) : current(bytes, at, size));
    }

    private static BatchHeader current(ByteBuffer bytes, int at, int size) {
        long base = bytes.getLong(at);
        return new BatchHeader(
                base,
                base + bytes.getInt(at + LAST_DELTA_AT),
                bytes.getInt(at + EPOCH_AT),
                Integer.toUnsignedLong(bytes.getInt(at + CHECKSUM_AT)),
                bytes.get(at + MAGIC_AT),
                size);
    }

    private static BatchHeader old(ByteBuffer bytes, int at, int size) {
        return new BatchHeader(bytes.getLong(at), bytes.getLong(at), -1, 0, bytes.get(at + MAGIC_AT), size);
    }

    /** Whether the other one is the same batch: its place and its bytes, whichever cluster's epoch it carries. */
    public boolean sameBytes(BatchHeader other) {
        return baseOffset == other.baseOffset
                && lastOffset == other.lastOffset
                && checksum == other.checksum
                && magic == other.magic;
    }

    /** Writes another leader epoch into the batch at an index; the checksum does not cover it. */
    public static void stamp(ByteBuffer bytes, int at, int leaderEpoch) {
        bytes.putInt(at + EPOCH_AT, leaderEpoch);
    }
}
