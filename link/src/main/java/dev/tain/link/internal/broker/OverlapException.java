package dev.tain.link.internal.broker;

/** A batch begins below the end of the log that it was to be appended to. */
public final class OverlapException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long base;
    private final long end;

    public OverlapException(long base, long end) {
        super("a batch at offset " + base + " begins below the log's end " + end);
        this.base = base;
        this.end = end;
    }

    /** Where the batch begins. */
    public long base() {
        return base;
    }

    /** Where the log ends. */
    public long end() {
        return end;
    }
}
