package dev.tain.engine.core;

/**
 * When a batch is handed to the applier.
 *
 * <p>Always when it is full. Otherwise only while the applier has nothing to do, since waiting costs nothing then: what
 * arrives meanwhile joins the batch and is taken together with it. A batch is handed over at a commit once its time is
 * over or once it is large enough to be worth the applier's while; inside a large transaction as a piece of it, so that
 * reading and applying overlap. Where the same rows change again and again a larger batch is less work than several
 * small ones, so that it is left to grow.
 *
 * @param maxRows changes after which a batch is full at the next commit
 * @param maxBytes bytes after which a batch is full, inside a transaction too
 * @param idleMillis time after its first change at which a batch is due
 * @param emptyMillis time after which a batch is due that only moves the position
 */
public record BatchPolicy(long maxRows, long maxBytes, long idleMillis, long emptyMillis) {
    /** A batch of this many bytes is worth applying though it is not due. */
    static final long WORTHWHILE_BYTES = 4L << 20;

    /** A batch that only moves the position is in no hurry. */
    static final long EMPTY_MILLIS = 1_000;

    public BatchPolicy(long maxRows, long maxBytes, long idleMillis) {
        this(maxRows, maxBytes, idleMillis, EMPTY_MILLIS);
    }

    /** The same in a hurry: somebody waits for the position to move on. */
    public BatchPolicy hurried() {
        return new BatchPolicy(maxRows, maxBytes, 0, 0);
    }

    /**
     * How a batch stands.
     *
     * @param changes changes read into it
     * @param bytes bytes that it holds
     * @param open whether it ends inside a transaction
     * @param continued whether it began inside a transaction
     * @param ageMillis time since the first thing read into it
     * @param arriving what more may come
     */
    public record Standing(
            long changes, long bytes, boolean open, boolean continued, long ageMillis, Arriving arriving) {}

    /** Of the rest that a destination wants, a mirror that wants its changes as soon as possible grants this part. */
    private static final long HURRY = 4;

    /** How long a destination is left alone that asks for it, in milliseconds. */
    public long restMillis(long asked) {
        return idleMillis == 0 ? asked / HURRY : asked;
    }

    /** Whether the batch cannot take more, or, continuing a transaction, has come to its commit. */
    public boolean isFull(Standing batch) {
        return batch.bytes >= maxBytes || (!batch.open && (batch.changes >= maxRows || batch.continued));
    }

    /** Whether an idle applier should get the batch. */
    public boolean isReady(Standing batch) {
        if (batch.bytes >= WORTHWHILE_BYTES && !batch.arriving.repetitive()) {
            return true;
        }
        if (batch.open) {
            return false;
        }
        if (batch.changes == 0) {
            return batch.ageMillis >= emptyMillis;
        }
        return batch.ageMillis >= idleMillis + batch.arriving.companyMillis();
    }

    /** How long nothing happens to the batch if nothing arrives, in milliseconds. */
    public long millisUntilReady(Standing batch) {
        if (batch.open) {
            return EMPTY_MILLIS;
        }
        long due = batch.changes == 0 ? emptyMillis : idleMillis + batch.arriving.companyMillis();
        return Math.clamp(due - batch.ageMillis, 0, EMPTY_MILLIS);
    }
}
