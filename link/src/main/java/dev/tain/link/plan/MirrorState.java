package dev.tain.link.plan;

import java.util.Set;

/**
 * What is wished of a mirror topic, and durable. That the link is paused or its source away is not a state of the
 * mirror: it is seen beside it.
 *
 * <pre>
 *  ACTIVE ◄──resume── PAUSED
 *    │  └───pause───────►│
 *    ├── promote, failover ──► STOPPING ──all partitions ended──► STOPPED
 *    ◄── cancel, too late ──────┘ (RESTORING where partitions had ended already)
 *    ├── fault ──► FAILED ── failover ──► STOPPING
 *    └◄─all partitions are the source's again── RESTORING ◄── restore ── STOPPED, FAILED
 * </pre>
 *
 * Clients may write to the topic in STOPPED, and only then.
 */
public enum MirrorState {
    ACTIVE,
    PAUSED,
    FAILED,
    /** Promoted or failed over, but not all partitions have ended. */
    STOPPING,
    STOPPED,
    /** It went its own way and is cut back to what the source has. */
    RESTORING;

    /** What people ask for. */
    public enum Verb {
        PAUSE,
        RESUME,
        /** End it when the mirror has all that the source has. */
        PROMOTE,
        /** End it as it is. */
        FAILOVER,
        /** Follow again after a promotion that has not ended. */
        CANCEL,
        /** Cut off what is not the source's, and follow again. */
        RESTORE,
        /** Compare all of it with its source; nothing is changed. */
        VERIFY,
        /** End it as PROMOTE does, and let the source's topic become its mirror, which the Tain there does. */
        REVERSE,
        /** The same, but the new mirror waits. */
        REVERSE_PAUSED
    }

    /** Whether the verb can be done in this state, or has been done already. */
    public boolean allows(Verb verb) {
        return switch (verb) {
            case PAUSE, RESUME -> Set.of(ACTIVE, PAUSED).contains(this);
            case PROMOTE, REVERSE, REVERSE_PAUSED ->
                Set.of(ACTIVE, PAUSED, STOPPING).contains(this);
            case FAILOVER -> this != STOPPED;
            case CANCEL -> this == STOPPING || this == ACTIVE;
            case RESTORE -> Set.of(STOPPED, FAILED, RESTORING).contains(this);
            case VERIFY -> Set.of(ACTIVE, PAUSED, FAILED).contains(this);
        };
    }

    public MirrorState after(Verb verb) {
        return switch (verb) {
            case PAUSE -> PAUSED;
            case RESUME, CANCEL -> ACTIVE;
            case PROMOTE, FAILOVER, REVERSE, REVERSE_PAUSED -> STOPPING;
            case RESTORE -> RESTORING;
            case VERIFY -> this;
        };
    }

    public boolean isReadOnly() {
        return this != STOPPED;
    }
}
