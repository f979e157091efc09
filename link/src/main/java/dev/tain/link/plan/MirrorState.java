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
 *    └── fault ──► FAILED ── failover ──► STOPPING
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
    STOPPED;

    /** What people ask for. */
    public enum Verb {
        PAUSE,
        RESUME,
        /** End it when the mirror has all that the source has. */
        PROMOTE,
        /** End it as it is. */
        FAILOVER
    }

    /** Whether the verb can be done in this state, or has been done already. */
    public boolean allows(Verb verb) {
        return switch (verb) {
            case PAUSE, RESUME -> Set.of(ACTIVE, PAUSED).contains(this);
            case PROMOTE -> Set.of(ACTIVE, PAUSED, STOPPING).contains(this);
            case FAILOVER -> this != STOPPED;
        };
    }

    public MirrorState after(Verb verb) {
        return switch (verb) {
            case PAUSE -> PAUSED;
            case RESUME -> ACTIVE;
            case PROMOTE, FAILOVER -> STOPPING;
        };
    }

    public boolean isReadOnly() {
        return this != STOPPED;
    }
}
