package dev.tain.link.plan;

/** What is to become of a mirror's source over a link of both ways, when the mirror has ended. */
public enum Reversal {
    /** Nothing, or it has become that. */
    NONE,
    /** Its mirror. */
    START,
    /** Its mirror, which is paused at first. */
    PAUSED
}
