package dev.tain.engine.core;

/**
 * Estimates how much of what changes has changed shortly before, in this batch or in the ones before it. It looks at a
 * sample of the keys, chosen by their hashes, so that a key that is in the sample once is in it always.
 *
 * <p>Owned by the thread that fills batches. Hot: a call for every row.
 */
public final class Repetition {
    /** One key of so many is looked at; a power of two. */
    private static final int SAMPLED = 32;
    /** How many sampled keys are remembered, about; a power of two. */
    private static final int SLOTS = 1 << 14;
    /** Before so many sampled changes of a batch nothing is said. */
    private static final int LEAST = 64;

    private final int[] hashes = new int[SLOTS];
    private int seen;
    private int again;

    /** What changes from now on is of another batch. */
    public void nextBatch() {
        seen = 0;
        again = 0;
    }

    /** @param hash of the key that changed and its table */
    void changed(int hash) {
        if ((hash & SAMPLED - 1) != 0) {
            return;
        }
        int slot = hash / SAMPLED & SLOTS - 1;
        seen++;
        if (hashes[slot] == hash) {
            again++;
        }
        hashes[slot] = hash;
    }

    /** Whether at least half of the changes of this batch were to keys that had changed shortly before. */
    public boolean isHigh() {
        return seen >= LEAST && again * 2 >= seen;
    }
}
