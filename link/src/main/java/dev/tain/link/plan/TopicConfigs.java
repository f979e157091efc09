package dev.tain.link.plan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is set on a mirror topic while it is one, and what when it ends. {@link SyncedConfigs} has what follows. */
public final class TopicConfigs {
    /** 0 while mirrored: whichever broker leads, it refuses every batch of a client. */
    public static final String FENCE = "max.message.bytes";

    /** 1 while mirrored: the source is the truth, and with too few replicas nobody could read what is there. */
    public static final String MIN_REPLICAS = "min.insync.replicas";

    private static final String FENCED = "0";
    private static final String ONE = "1";

    /** About replicas, their traffic and other storage: each cluster's own. */
    private static final Set<String> OWN = Set.of(
            FENCE,
            MIN_REPLICAS,
            "unclean.leader.election.enable",
            "leader.replication.throttled.replicas",
            "follower.replication.throttled.replicas",
            "remote.storage.enable",
            "remote.log.copy.disable",
            "remote.log.delete.on.disable",
            "local.retention.ms",
            "local.retention.bytes");

    private TopicConfigs() {}

    /** Whether it is each cluster's own, as a rule. */
    static boolean isOwn(String name) {
        return OWN.contains(name);
    }

    /** What a new mirror is made with, besides what is taken over. */
    public static Map<String, String> whileMirrored() {
        return Map.of(FENCE, FENCED, MIN_REPLICAS, ONE);
    }

    /**
     * What is set when the mirror becomes an ordinary topic; an empty value takes the config away.
     *
     * @param largest the source's limit for a batch, as last seen
     * @param given what was given when the mirror was made
     */
    public static Map<String, Optional<String>> afterwards(String largest, Map<String, String> given) {
        return Map.of(
                FENCE,
                largest.isEmpty() ? Optional.empty() : Optional.of(largest),
                MIN_REPLICAS,
                Optional.ofNullable(given.get(MIN_REPLICAS)));
    }
}
