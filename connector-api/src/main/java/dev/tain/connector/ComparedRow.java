package dev.tain.connector;

import java.util.Arrays;

/**
 * A row as one side of a comparison sees it.
 *
 * @param key to be shown, and to look the row up by; of a table without key, empty
 * @param keyHash equal on both sides for the same key
 * @param hashes one for each compared column, equal on both sides for the same value
 * @param version another one whenever the row was written in between, as far as this side can tell
 * @param settled whether no transaction that goes on may have changed it
 */
public record ComparedRow(RowKey key, long keyHash, long[] hashes, long version, boolean settled) {

    public boolean isLike(ComparedRow other) {
        return Arrays.equals(hashes, other.hashes);
    }

    /** Whether it is the very row that the other one is, untouched in between. */
    public boolean isStill(ComparedRow other) {
        return version == other.version && isLike(other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ComparedRow row && keyHash == row.keyHash && isStill(row);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(keyHash);
    }

    @Override
    public String toString() {
        return key.values() + " " + Arrays.toString(hashes) + " of version " + version;
    }
}
