package dev.tain.link.plan;

/**
 * Offsets that a partition of a mirror had or should have had, and has not: cut off because they are not the source's,
 * or gone at the source before they could be copied. One that is not done says what a restore is about to do.
 *
 * @param round the moment of the restore that it belongs to, or when it was seen, in milliseconds of the epoch
 * @param from the first offset
 * @param until the offset after the last one; -1 while it is only known from where on
 * @param next where the mirror goes on
 * @param file where the records were saved, on the broker that did it; empty where there were none
 */
public record CutRecord(
        String topic,
        int partition,
        Kind kind,
        long round,
        long from,
        long until,
        long next,
        String file,
        boolean done) {
    private static final long UNKNOWN = -1;

    /** Why they are missing. */
    public enum Kind {
        CUT_OFF,
        /** The source deleted them before they were copied. */
        NOT_COPIED
    }

    /** What makes one of a topic's records another one. */
    public record Place(int partition, long round) {}

    /** It ended there when it was a mirror, so nothing after that is the source's. */
    public static CutRecord after(StopRecord stop, long round) {
        return new CutRecord(
                stop.topic(), stop.partition(), Kind.CUT_OFF, round, stop.end(), UNKNOWN, UNKNOWN, "", false);
    }

    public static CutRecord notCopied(String topic, int partition, long from, long until, long nowMillis) {
        return new CutRecord(topic, partition, Kind.NOT_COPIED, nowMillis, from, until, until, "", true);
    }

    /** Whether it is known what is to be done. */
    public boolean isPlanned() {
        return until != UNKNOWN;
    }

    public CutRecord asDone() {
        return new CutRecord(topic, partition, kind, round, from, until, next, file, true);
    }

    public Place place() {
        return new Place(partition, round);
    }
}
