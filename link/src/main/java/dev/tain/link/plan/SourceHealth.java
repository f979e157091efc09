package dev.tain.link.plan;

/**
 * How it goes with reaching a source.
 *
 * @param failures one after the other, without an answer between
 * @param kind of the last failure
 * @param sentence about the last failure; empty after an answer
 * @param sinceMillis when the first of these failures was seen, in milliseconds of the epoch; 0 without one
 */
public record SourceHealth(int failures, Kind kind, String sentence, long sinceMillis) {
    public static final SourceHealth WELL = new SourceHealth(0, Kind.NONE, "", 0);

    /** Why a source is not reached. */
    public enum Kind {
        NONE,
        AUTHENTICATION,
        AUTHORIZATION,
        UNRESOLVABLE,
        NOT_CONNECTED,
        TIMEOUT,
        OTHER
    }

    public SourceHealth failed(Kind why, String about, long nowMillis) {
        return new SourceHealth(failures + 1, why, about, failures == 0 ? nowMillis : sinceMillis);
    }

    /** Whether nothing was heard for so long, in milliseconds, that the source counts as away. */
    public boolean isAway(long limitMillis, long nowMillis) {
        return failures > 0 && nowMillis - sinceMillis >= limitMillis;
    }
}
