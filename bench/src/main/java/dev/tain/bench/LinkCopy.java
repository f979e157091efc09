package dev.tain.bench;

/** A way by which a topic gets from a source cluster to another place, with all processes that it takes. */
interface LinkCopy extends AutoCloseable {
    String name();

    /** Makes everything that runs before the copy begins. */
    void prepare() throws Exception;

    /** Begins to copy the topic {@link LinkLoad#TOPIC}. */
    void start() throws Exception;

    /** How much of it has arrived, from 0 to 1. */
    double progress() throws Exception;

    /** CPU seconds of all processes that are not the source, the place that it is copied to included. */
    double cpuSeconds();

    @Override
    void close();
}
