package dev.tain.link.plan;

import java.util.OptionalLong;

/**
 * How a log that went its own way becomes its source's mirror again. What it cuts off too much is only copied once
 * more; so nothing is kept that is not known to be the source's.
 *
 * @param from what the log has from here on is not kept
 * @param next where it goes on; another offset than {@code from} where it has to begin anew
 */
public record RestorePlan(long from, long next) {

    /** Offsets from the first one until before the end. */
    public record Range(long start, long end) {}

    /** Compares both logs at one offset. */
    @FunctionalInterface
    public interface Probe {
        /** @return the end of the batch there when both have the same; empty otherwise */
        OptionalLong agreedAt(long offset);
    }

    /**
     * Decides.
     *
     * @param recordedEnd where the log ended when it was last a mirror, if that was noted
     * @param first the first offset that the mirror is to have
     */
    public static RestorePlan of(Range mine, OptionalLong recordedEnd, Range source, long first, Probe probe) {
        long limit = Math.min(recordedEnd.orElse(mine.end()), mine.end());
        if (limit >= mine.start() && limit < source.start()) {
            return new RestorePlan(limit, source.start()); // all of it has expired at the source
        } else if (limit <= source.end() && (limit == source.start() || limit == mine.start())) {
            return new RestorePlan(limit, limit); // nothing to compare
        }
        long low = Math.max(mine.start(), source.start());
        long high = Math.min(limit, source.end());
        OptionalLong agreed = lastAgreed(low, high, probe);
        if (agreed.isPresent()) {
            return new RestorePlan(agreed.getAsLong(), agreed.getAsLong());
        }
        return new RestorePlan(mine.start(), Math.clamp(first, source.start(), source.end()));
    }

    /** Usually the last batch agrees; otherwise the place where the logs part is halved in, in some tens of steps. */
    private static OptionalLong lastAgreed(long from, long until, Probe probe) {
        if (from >= until) {
            return OptionalLong.empty();
        }
        OptionalLong best = probe.agreedAt(until - 1);
        long low = from;
        long high = best.isPresent() ? low : until - 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            OptionalLong agreed = probe.agreedAt(middle);
            if (agreed.isPresent()) {
                best = agreed;
                low = Math.max(agreed.getAsLong(), middle + 1);
            } else {
                high = middle;
            }
        }
        return best;
    }
}
