package dev.tain.connector;

import dev.tain.model.Position;

/** A state of the source at one instant, readable by many connections while this is open. */
public interface Snapshot extends AutoCloseable {
    /** The name under which {@link Source#read} finds it. */
    String name();

    /** The position of that instant: the stream brings what was committed after it. */
    Position position();

    /** Whether it can still be read; false once its connection broke. Asks the source, so don't call it often. */
    boolean isAlive();

    @Override
    void close();
}
