package dev.tain.model;

/** Who can do something about an error; the runners retry by this alone. */
public enum ErrorKind {
    /** A person must change something: a setting, a privilege, a table. Retrying alone does not help. */
    USER,
    /** It may pass by itself: a connection lost, a server restarting. Retried with back-off. */
    TRANSIENT,
    /** Something ran out: disk, connections, memory. Retried with back-off, and said loudly. */
    RESOURCE,
    /** A mistake in Tain. Stops at once. */
    BUG
}
