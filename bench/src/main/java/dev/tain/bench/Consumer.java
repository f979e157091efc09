package dev.tain.bench;

/**
 * One of the programs that are measured against each other: it is prepared, a backlog is made, and then it is measured
 * from its start until it has the last change.
 */
interface Consumer extends AutoCloseable {
    String name();

    /** Makes its slot and everything else that has to be there before the backlog is. */
    void prepare() throws Exception;

    /** Begins to consume and returns. */
    void start() throws Exception;

    /** Waits until the last change is where it is to come to. */
    void awaitLast() throws Exception;

    /** Fails unless all changes arrived. Called after {@link #awaitLast}. */
    void verify() throws Exception;

    /** CPU seconds so far of a process of its own beside the servers; 0 when it has none. */
    double cpuSeconds();

    /** CPU seconds so far of a destination server that is not one of the pair; 0 when there is none. */
    default double destinationCpuSeconds() {
        return 0;
    }

    @Override
    void close();
}
