package dev.tain.model;

/** What one row of a {@link RowBuffer} comes to once all changes to its key within a batch are taken together. */
public enum NetKind {
    /** Overtaken by a later change to the same key; carries nothing. */
    VOID,
    /** A full image of a key that the batch itself created: not at the destination, unless a replay brings it again. */
    NEW,
    /** A full image of a key that may be at the destination already. */
    FULL,
    /** An image with unchanged values of a key that should be at the destination. */
    PARTIAL,
    /** An image with unchanged values whose key changed: they are at the destination under the old image's key. */
    MOVED,
    /** The key is gone; the image holds at least the key. */
    DELETED
}
