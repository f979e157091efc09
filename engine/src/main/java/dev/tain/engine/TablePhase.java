package dev.tain.engine;

/**
 * Where one table of a mirror is.
 *
 * <pre>
 *   WAITING ──► COPYING ──► CATCHING_UP ──► STREAMING
 *      └────────────────(no copy wanted)───────▲
 *
 *   COPYING, CATCHING_UP, STREAMING ──(it cannot be written)──► QUARANTINED
 *   QUARANTINED ──(retry)──► COPYING, or STREAMING once what was kept is applied
 * </pre>
 */
public enum TablePhase {
    /** Known, its changes are kept, its copy has not begun. */
    WAITING,
    /** Its chunks are being copied; its changes are kept for later. */
    COPYING,
    /** Copied; the changes that were kept are being applied. */
    CATCHING_UP,
    /** Changes are applied as they come. */
    STREAMING,
    /** It cannot be written, see {@link TableStop}; its changes are kept until a person asks for a retry. */
    QUARANTINED
}
