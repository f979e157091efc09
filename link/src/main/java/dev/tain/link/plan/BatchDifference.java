package dev.tain.link.plan;

/**
 * Offsets at which a mirror is not what its source is.
 *
 * @param from the first offset
 * @param until the offset after the last one
 */
public record BatchDifference(long from, long until, Kind kind) {

    /** What is different. */
    public enum Kind {
        /** The batch has other bytes, and each side's are sound for themselves. */
        OTHER_BYTES,
        /** Batches of both sides overlap, but do not begin and end at the same offsets. */
        OTHER_BATCHES,
        /** A record has other contents; what compaction may change is not meant. */
        OTHER_RECORDS,
        /** The source has a batch there, and the mirror none. */
        MISSING,
        /** The mirror has a batch there, and the source none. */
        SURPLUS,
        /** The mirror's bytes are not those that their checksum was made of. */
        DAMAGED,
        /** The same, at the source. */
        DAMAGED_AT_SOURCE
    }

    /** Whether the other one goes on where this one ends, or overlaps it, and is of the same kind. */
    boolean meets(BatchDifference other) {
        return kind == other.kind && other.from <= until && from <= other.until;
    }

    BatchDifference with(BatchDifference other) {
        return new BatchDifference(Math.min(from, other.from), Math.max(until, other.until), kind);
    }
}
