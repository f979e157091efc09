package dev.tain.link.plan;

import org.apache.kafka.common.Uuid;

/** Is the source's topic still the one that is mirrored? Never may two topics be mixed in one mirror. */
public final class TopicCheck {
    private TopicCheck() {}

    /** What follows. */
    public sealed interface Verdict {
        /** @param newPartitions how many the mirror lacks */
        record Same(int newPartitions) implements Verdict {}

        /** It may come back; only when it stays away for long it is a fault. */
        record Away(MirrorFault fault, String why) implements Verdict {}

        record Fault(MirrorFault fault, String why) implements Verdict {}
    }

    /**
     * Compares.
     *
     * @param pinned the topic's id when the mirror was made; zero where the source had none
     * @param partitions of the mirror
     */
    public static Verdict of(SourceTopics.Topic topic, Uuid pinned, int partitions) {
        return switch (topic) {
            case SourceTopics.Topic.Missing _ ->
                new Verdict.Away(MirrorFault.SOURCE_TOPIC_MISSING, "the source says that there is no such topic");
            case SourceTopics.Topic.Hidden hidden ->
                new Verdict.Away(MirrorFault.NONE, "the source does not show the topic: " + hidden.why());
            case SourceTopics.Topic.Present present -> present(present, pinned, partitions);
        };
    }

    private static Verdict present(SourceTopics.Topic.Present present, Uuid pinned, int partitions) {
        if (!pinned.equals(Uuid.ZERO_UUID) && !present.id().equals(pinned)) {
            return new Verdict.Fault(
                    MirrorFault.SOURCE_TOPIC_RECREATED,
                    "the source's topic has the id " + present.id() + ", the mirrored one had " + pinned);
        }
        int theirs = present.leaders().size();
        if (theirs < partitions) {
            return new Verdict.Fault(
                    MirrorFault.SOURCE_SHRUNK,
                    "the source's topic has " + theirs + " partitions, the mirror " + partitions);
        }
        return new Verdict.Same(theirs - partitions);
    }
}
