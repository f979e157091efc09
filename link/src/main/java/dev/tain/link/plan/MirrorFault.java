package dev.tain.link.plan;

/** Why a mirror topic, or a partition of it, cannot go on by itself. What it has stays readable; failover ends it. */
public enum MirrorFault {
    NONE,
    /** The source says that there is no such topic. It may be back soon, so it is only called so at first. */
    SOURCE_TOPIC_MISSING,
    /** There is another topic of the same name. */
    SOURCE_TOPIC_RECREATED,
    /** It has fewer partitions than the mirror. */
    SOURCE_SHRUNK,
    /** The source has lost records that the mirror has, or has others in their place. */
    SOURCE_TRUNCATED,
    /** The source deleted records before they were copied, and the link is set not to go on without them. */
    SOURCE_EXPIRED,
    /** Its records are of the formats before Kafka 0.11. */
    FORMAT_UNSUPPORTED,
    /** The destination's topic is not as this link left it: deleted, or with more partitions than the source. */
    MIRROR_ALTERED;

    /** Whether cutting the mirror back to what the source has mends it. */
    public boolean isRestorable() {
        return this == SOURCE_TRUNCATED || this == SOURCE_EXPIRED;
    }
}
