package dev.tain.link;

import java.util.List;
import java.util.Optional;

/**
 * Consumer groups of the destination cluster. Safe for many threads. All methods may throw {@link
 * dev.tain.model.TainException}: {@code GROUP_UNKNOWN} where a name is given, and those of {@link BrokerService}.
 */
public interface GroupService {
    /** All groups of consumers by name, whichever of Kafka's two protocols they speak. */
    List<Group> groups();

    Group group(String id);

    /** How far a group is behind, for each partition that it has committed an offset of; by topic, then in order. */
    List<GroupLag> lags(String id);

    /** How a group is, in Kafka's words. */
    enum State {
        UNKNOWN,
        PREPARING_REBALANCE,
        COMPLETING_REBALANCE,
        ASSIGNING,
        RECONCILING,
        STABLE,
        DEAD,
        EMPTY
    }

    /** Which of Kafka's protocols it is of. */
    enum Kind {
        UNKNOWN,
        CLASSIC,
        CONSUMER
    }

    /**
     * A group.
     *
     * @param isSimple whether it only stores offsets and has no members
     * @param assignor who gives partitions to members; empty for nobody
     * @param isMixed whether members of the older protocol are among those of the newer one
     * @param coordinator the broker that decides about it
     */
    record Group(
            String id,
            boolean isSimple,
            String assignor,
            State state,
            Kind kind,
            boolean isMixed,
            int coordinator,
            List<Member> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    /**
     * A consumer in a group.
     *
     * @param instance the name that it keeps over restarts, if it has one
     * @param assigned the partitions that it reads, by topic, then in order
     */
    record Member(String id, Optional<String> instance, String client, List<Assigned> assigned) {
        public Member {
            assigned = List.copyOf(assigned);
        }
    }

    /** A partition that a member reads. */
    record Assigned(String topic, int partition) {}

    /**
     * How far a group is behind in a partition.
     *
     * @param committed the offset that it will read next
     * @param end the offset after the last record
     * @param member who reads it; empty while nobody does
     */
    record GroupLag(String topic, int partition, long committed, long end, Optional<Member> member) {
        /** In offsets; 0 also for a group that stands behind the end. */
        public long lag() {
            return Math.max(0, end - committed);
        }
    }
}
