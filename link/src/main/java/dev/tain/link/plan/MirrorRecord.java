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
 * @param reversal what is to become of its source when it has ended; or of itself, when it was made by such a wish
 * @param ending the id of the last wish that it ends; empty without one, and after anything else was wished
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
        long deadlineMillis,
        Reversal reversal,
        String ending) {

    /**
     * Where it comes from.
     *
     * @param topicId zero where the source has no topic ids
     * @param maxMessageBytes the source's limit for a batch as last seen, for when the mirror ends; empty before
     * @param given configs of the mirror's own that were given when it was made
     * @param begins by partition, the first offset that the mirror is to have; 0 where it says nothing
     * @param adopted the id of the other cluster's wish that made it a mirror; empty where nobody there wished it
     */
    public record Source(
            String topic,
            Uuid topicId,
            String maxMessageBytes,
            Map<String, String> given,
            Map<Integer, Long> begins,
            String adopted) {
        public Source {
            given = Map.copyOf(given);
            begins = Map.copyOf(begins);
        }

        /** Nobody elsewhere wished it. */
        public Source(
                String topic,
                Uuid topicId,
                String maxMessageBytes,
                Map<String, String> given,
                Map<Integer, Long> begins) {
            this(topic, topicId, maxMessageBytes, given, begins, "");
        }

        /** From the first record on. */
        public Source(String topic, Uuid topicId, String maxMessageBytes, Map<String, String> given) {
            this(topic, topicId, maxMessageBytes, given, Map.of());
        }

        Source withMaxMessageBytes(String limit) {
            return new Source(topic, topicId, limit, given, begins, adopted);
        }
    }

    public MirrorRecord withMaxMessageBytes(String limit) {
        return with(source.withMaxMessageBytes(limit));
    }

    private MirrorRecord with(Source other) {
        return new MirrorRecord(
                topic, link, other, state, stateMillis, planned, fault, why, deadlineMillis, reversal, ending);
    }

    public static MirrorRecord created(String topic, String link, Source source, long nowMillis) {
        return new MirrorRecord(
                topic, link, source, MirrorState.ACTIVE, nowMillis, false, MirrorFault.NONE, "", 0, Reversal.NONE, "");
    }

    public MirrorRecord after(Verb verb, long nowMillis) {
        MirrorState next = state.after(verb);
        boolean ends = next == MirrorState.STOPPING;
        boolean stillPlanned = verb != Verb.FAILOVER && (state != MirrorState.STOPPING || planned);
        return new MirrorRecord(
                topic,
                link,
                source,
                next,
                next == state ? stateMillis : nowMillis,
                ends && stillPlanned,
                ends ? fault : MirrorFault.NONE,
                ends && fault != MirrorFault.NONE ? why : "",
                next == state ? deadlineMillis : 0,
                reversal(verb),
                ends || verb == Verb.CANCEL ? ending : "");
    }

    private static Reversal reversal(Verb verb) {
        return switch (verb) {
            case REVERSE -> Reversal.START;
            case REVERSE_PAUSED -> Reversal.PAUSED;
            case PAUSE, RESUME, PROMOTE, FAILOVER, CANCEL, RESTORE, VERIFY -> Reversal.NONE;
        };
    }

    /** A promotion that is given up at that time. */
    public MirrorRecord withDeadline(long millis) {
        return new MirrorRecord(topic, link, source, state, stateMillis, planned, fault, why, millis, reversal, ending);
    }

    /** It follows again, and says why. */
    public MirrorRecord because(String sentence) {
        return new MirrorRecord(
                topic, link, source, state, stateMillis, planned, fault, sentence, deadlineMillis, reversal, ending);
    }

    /** It ends because of that wish, or did. */
    public MirrorRecord in(String id) {
        return new MirrorRecord(
                topic, link, source, state, stateMillis, planned, fault, why, deadlineMillis, reversal, id);
    }

    /** Its source has become its mirror. */
    public MirrorRecord reversed() {
        return wished(Reversal.NONE);
    }

    /** What is to become of it when it is restored. */
    public MirrorRecord wished(Reversal other) {
        return new MirrorRecord(
                topic, link, source, state, stateMillis, planned, fault, why, deadlineMillis, other, ending);
    }

    /** All of its partitions are the source's again. */
    public MirrorRecord restored(long nowMillis) {
        MirrorState next = reversal == Reversal.PAUSED ? MirrorState.PAUSED : MirrorState.ACTIVE;
        return moved(next, nowMillis, MirrorFault.NONE, "").wished(Reversal.NONE);
    }

    public MirrorRecord failed(MirrorFault cause, String sentence, long nowMillis) {
        return moved(MirrorState.FAILED, nowMillis, cause, sentence).wished(Reversal.NONE);
    }

    public MirrorRecord stopped(long nowMillis) {
        return new MirrorRecord(
                topic, link, source, MirrorState.STOPPED, nowMillis, planned, fault, why, 0, reversal, ending);
    }

    private MirrorRecord moved(MirrorState next, long nowMillis, MirrorFault cause, String sentence) {
        return new MirrorRecord(topic, link, source, next, nowMillis, false, cause, sentence, 0, reversal, ending);
    }
}
