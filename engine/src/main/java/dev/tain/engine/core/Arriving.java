package dev.tain.engine.core;

/**
 * What may still arrive for a batch.
 *
 * @param caughtUp whether the source has nothing more at the moment
 * @param repetitive whether mostly rows change that have changed shortly before, so that a larger batch is less work
 *     than several small ones
 * @param lagMillis how long ago the source committed what arrived last
 */
public record Arriving(boolean caughtUp, boolean repetitive, long lagMillis) {
    public static final Arriving NOTHING = new Arriving(true, false, 0);

    /** While more is arriving, a due batch waits this long for it. */
    static final long COMPANY_MILLIS = 20;

    /** The longest wait where the same rows change again and again. */
    static final long MOST_COMPANY_MILLIS = 10_000;

    /** How long a due batch waits for more: where it pays, up to half of the time that it is late anyway. */
    long companyMillis() {
        if (caughtUp) {
            return 0;
        }
        return repetitive ? Math.clamp(lagMillis / 2, COMPANY_MILLIS, MOST_COMPANY_MILLIS) : COMPANY_MILLIS;
    }
}
