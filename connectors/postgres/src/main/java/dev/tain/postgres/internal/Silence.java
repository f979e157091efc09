package dev.tain.postgres.internal;

/** Since when the other end is waited for. One thread begins and ends it, any thread may look. */
public final class Silence {
    private static final long NONE = 0;

    private volatile long since = NONE;

    /** The other end is waited for from now on; one that goes on already stays as it is. */
    public void begin() {
        if (since == NONE) {
            since = System.nanoTime() | 1; // never the value for none
        }
    }

    /** The other end has answered. */
    public void end() {
        since = NONE;
    }

    /** How long it goes on; 0 when nobody is waited for. */
    public long nanos() {
        long began = since;
        return began == NONE ? 0 : Math.max(1, System.nanoTime() - began);
    }
}
