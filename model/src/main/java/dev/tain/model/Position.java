package dev.tain.model;

/**
 * A place in the log of a source, in the source's own terms. Positions of one source are totally ordered; positions of
 * two sources are not comparable.
 */
public sealed interface Position permits Lsn {

    /** The text that {@link #parse} reads back; also what people see. */
    String text();

    /** A number that orders positions of one source, for columns and buffers that hold many of them. */
    long order();

    static Position parse(String text) {
        return Lsn.of(text);
    }

    default boolean isBefore(Position other) {
        return Long.compareUnsigned(order(), other.order()) < 0;
    }

    static Position max(Position a, Position b) {
        return a.isBefore(b) ? b : a;
    }
}
