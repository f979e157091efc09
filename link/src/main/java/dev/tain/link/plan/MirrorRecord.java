package dev.tain.link.plan;

import dev.tain.link.plan.MirrorState.Verb;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * A mirror topic, as it is stored.
 *
 * @param topic the mirror's name in the destination
 * @param source the topic of the source, pinned by its id
 * @param stateMillis when the state was last another one, in milliseconds of the epoch
 * @param planned whether a mirror that is STOPPING must have all of the source first
 * @param why one sentence about the fault, or why a promotion was given up; empty without one
 * @param deadlineMillis when a promotion that has not ended is given up, in milliseconds of the epoch; 0 for never
 */
public record MirrorRecord(
        String topic,
        String link,
        Source source,
        MirrorState state,
        long stateMillis,
        boolean planned,
        MirrorFault fault,
        String why,
        long deadlineMillis) {

    /**
     * Where it comes from.
     *
     * @param topicId zero where the source has no topic ids
     * @param maxMessageBytes the source's limit for a batch as last seen, for when the mirror ends; empty before
     * @param given configs of the mirror's own that were given when it was made
     * @param begins by partition, the first offset that the mirror is to have; 0 where it says nothing
     */
    public record Source(
            String topic, Uuid topicId, String maxMessageBytes, Map<String, String> given, Map<Integer, Long> begins) {
        public Source {
            given = Map.copyOf(given);
            begins = Map.copyOf(begins);
        }

        /** From the first record on. */
        public Source(String topic, Uuid topicId, String maxMessageBytes, Map<String, String> given) {
            this(topic, topicId, maxMessageBytes, given, Map.of());
        }
    }

    public MirrorRecord withMaxMessageBytes(String limit) {
        Source seen = new Source(source.topic(), source.topicId(), limit, source.given(), source.begins());
        return new MirrorRecord(topic, link, seen, state, stateMillis, planned, fault, why, deadlineMillis);
    }

    public static MirrorRecord created(String topic, String link, Source source, long nowMillis) {
        return new MirrorRecord(topic, link, source, MirrorState.ACTIVE, nowMillis, false, MirrorFault.NONE, "", 0);
    }

    public MirrorRecord after(Verb verb, long nowMillis) {
        MirrorState next = state.after(verb);
        boolean ends = verb == Verb.PROMOTE || verb == Verb.FAILOVER;
        boolean stillPlanned = verb == Verb.PROMOTE && (state != MirrorState.STOPPING || planned);
        return new MirrorRecord(
                topic,
                link,
                source,
                next,
                next == state ? stateMillis : nowMillis,
                ends && stillPlanned,
                ends ? fault : MirrorFault.NONE,
                ends && fault != MirrorFault.NONE ? why : "",
                next == state ? deadlineMillis : 0);
    }

    /** A promotion that is given up at that time. */
    public MirrorRecord withDeadline(long millis) {
        return new MirrorRecord(topic, link, source, state, stateMillis, planned, fault, why, millis);
    }

    /** It follows again, and says why. */
    public MirrorRecord because(String sentence) {
        return new MirrorRecord(topic, link, source, state, stateMillis, planned, fault, sentence, deadlineMillis);
    }

    /** All of its partitions are the source's again. */
    public MirrorRecord restored(long nowMillis) {
        return new MirrorRecord(topic, link, source, MirrorState.ACTIVE, nowMillis, false, MirrorFault.NONE, "", 0);
    }

    public MirrorRecord failed(MirrorFault cause, String sentence, long nowMillis) {
        return new MirrorRecord(topic, link, source, MirrorState.FAILED, nowMillis, false, cause, sentence, 0);
    }

    public MirrorRecord stopped(long nowMillis) {
        return new MirrorRecord(topic, link, source, MirrorState.STOPPED, nowMillis, planned, fault, why, 0);
    }
}
