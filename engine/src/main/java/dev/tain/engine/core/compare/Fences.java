package dev.tain.engine.core.compare;

/** What a comparison knows of time: that the destination has come past a point of the source. */
public interface Fences {
    /**
     * Returns once the destination has applied everything that was visible at the source when it was called.
     *
     * @throws dev.tain.model.TainException when the destination does not get there
     */
    void pass();

    /**
     * Waits until every transaction of the source is over that goes on now; false when one of them takes too long. A
     * commit may be in the log, and applied at the destination, before readers of the source see it.
     */
    boolean settle();

    /** So many rows were read at both sides together. */
    void read(long rows);
}
