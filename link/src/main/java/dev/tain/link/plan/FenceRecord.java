package dev.tain.link.plan;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * That the source's topic of a mirror is closed to its writers, or about to be, so that nothing is lost by its
 * promotion. Stored before anything is done at the source, and until it was undone there.
 *
 * @param topic the mirror's name
 * @param ending the id of the promotion that it is for
 * @param own whether the link denies it; false where somebody had done so before
 * @param proven whether the mirror has ended where the source did, and the source had not moved since
 * @param ends where the source ended when nothing could come any more, by partition; empty before
 */
public record FenceRecord(
        String topic,
        String link,
        String sourceTopic,
        String ending,
        boolean own,
        boolean proven,
        Map<Integer, Long> ends) {
    public FenceRecord {
        ends = Map.copyOf(ends);
    }

    /** One that is only wished. */
    public static FenceRecord of(MirrorRecord mirror, String ending, boolean own) {
        return new FenceRecord(mirror.topic(), mirror.link(), mirror.source().topic(), ending, own, false, Map.of());
    }

    /** What denies everybody to write to a topic, but those whom nothing is denied. */
    public static AclBinding denial(String sourceTopic) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, sourceTopic, PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", AclOperation.WRITE, AclPermissionType.DENY));
    }

    public boolean isClosed() {
        return !ends.isEmpty();
    }

    public FenceRecord closedAt(Map<Integer, Long> sourceEnds) {
        return new FenceRecord(topic, link, sourceTopic, ending, own, false, sourceEnds);
    }

    public FenceRecord asProven() {
        return new FenceRecord(topic, link, sourceTopic, ending, own, true, ends);
    }

    /** Whether its promotion still needs it, or has ended with it. */
    public boolean isWanted(Stored stored) {
        return stored.mirror(topic)
                .filter(mirror -> mirror.ending().equals(ending) && mirror.planned())
                .filter(mirror -> mirror.state() == MirrorState.STOPPING || mirror.state() == MirrorState.STOPPED)
                .isPresent();
    }

    /** Its ends in order. */
    public Map<Integer, Long> endsInOrder() {
        return new TreeMap<>(ends);
    }
}
