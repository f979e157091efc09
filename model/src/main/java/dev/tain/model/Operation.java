package dev.tain.model;

/** What a row of a {@link RowBuffer} says about its key. */
public enum Operation {
    /** A new row; its image is full. */
    INSERT,
    /** A row changed; its image may hold unchanged values; an old image is present when the key changed. */
    UPDATE,
    /** A row is gone; its image holds at least the key, everything else may be absent. */
    DELETE
}
