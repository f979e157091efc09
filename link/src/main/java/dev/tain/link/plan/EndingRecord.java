package dev.tain.link.plan;

import java.util.List;

/**
 * One wish that mirrors of a link end, as it is stored: whom it is about. What became of it, the mirrors tell, which
 * name it until something else is wished of them.
 *
 * @param id chosen at random
 * @param planned whether the mirrors must have all of the source first
 * @param begunMillis in milliseconds of the epoch
 * @param deadlineMillis when what has not ended is given up, in milliseconds of the epoch; 0 for never
 * @param topics the mirrors' names
 */
public record EndingRecord(
        String link, String id, boolean planned, long begunMillis, long deadlineMillis, List<String> topics) {
    public EndingRecord {
        topics = List.copyOf(topics);
    }

    /** What became of it for one mirror. */
    public enum Progress {
        /** It has not ended. */
        WAITING,
        /** Clients may write to it. */
        ENDED,
        /** It follows again, or is about to: somebody cancelled it, or its time was over. */
        GIVEN_UP,
        /** Something else was wished of it since then. */
        OVERTAKEN,
        /** It is not there any more. */
        GONE
    }

    public Progress progress(String topic, Stored stored) {
        return stored.mirror(topic)
                .map(mirror -> mirror.ending().equals(id) ? ofOwn(mirror.state()) : Progress.OVERTAKEN)
                .orElse(Progress.GONE);
    }

    private static Progress ofOwn(MirrorState state) {
        return switch (state) {
            case STOPPING -> Progress.WAITING;
            case STOPPED -> Progress.ENDED;
            case ACTIVE, PAUSED, FAILED, RESTORING -> Progress.GIVEN_UP;
        };
    }

    public boolean isOver(Stored stored) {
        return topics.stream().noneMatch(each -> progress(each, stored) == Progress.WAITING);
    }
}
