package dev.tain.engine;

/** What the user wants a mirror to do; its {@link MirrorState} follows. */
public enum MirrorWish {
    RUN,
    PAUSE,
    DROP
}
