package dev.tain.engine;

/**
 * Where a mirror is.
 *
 * <pre>
 *   CREATED ──► SNAPSHOTTING ──► RUNNING          PAUSED and FAILED lead back to where
 *      │             │   ▲          │  ▲           they came from, on the user's word
 *      │             │   └──────────┘  │           (FAILED: after the cause is mended)
 *      │             ▼  (tables added) │
 *      │         COMPLETED (snapshot only)
 *      └────── PAUSING ──► PAUSED ─────┘
 *   any ──► DROPPING ──► gone
 * </pre>
 */
public enum MirrorState {
    /** Its objects at source and destination are being made. */
    CREATED,
    /** At least one table is being copied, or has not yet caught up with its copy. */
    SNAPSHOTTING,
    /** Every table is copied and changes arrive. */
    RUNNING,
    /** Source or destination cannot be reached or used just now; it is tried again by itself. */
    RETRYING,
    PAUSING,
    PAUSED,
    /** A snapshot-only mirror has ended well. */
    COMPLETED,
    /** It cannot go on until a person mends the cause. */
    FAILED,
    DROPPING
}
