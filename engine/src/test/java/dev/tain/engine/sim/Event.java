package dev.tain.engine.sim;

/** What must happen in enough simulations, or they prove little. */
public enum Event {
    COMMIT,
    CONFIRM,
    PIECE_OF_TRANSACTION,
    HELD,
    DRAINED,
    REPLAYED,
    LOOKED_UP,
    LOOKED_UP_IN_VAIN,
    MOVED_IN_PLACE,
    TRUNCATED,
    CHUNK_EXACT,
    CHUNK_OF_NOW,
    CHUNK_STALE,
    CHUNK_KNOWN,
    SNAPSHOT_LOST,
    FENCED_COMMIT,
    FENCED_CHUNK,
    FENCED_CATALOG,
    COMMITTED_THOUGH_FAILED,
    CRASHED,
    RESTARTED_WITH_SNAPSHOT,
    TAKEN_OVER,
    TABLE_ADDED,
    TABLE_REMOVED,
    PAUSED,
    DROPPED,
    COMPARED_ON_THE_WAY
}
