package dev.tain.link.plan;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which configs of a topic its mirror takes over, and what is set on a mirror while it is one. A mirror keeps its
 * records as long as the source does and rolls and cleans as the source does, whatever the defaults of the two
 * clusters are; so values are compared as they take effect, not as they were set.
 */
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

    /** Whether a mirror takes it over from its source; the others are its own. */
    public static boolean isSynced(String name) {
        return !OWN.contains(name);
    }

    /** What may be given when a mirror is made. */
    public static boolean mayBeGiven(String name) {
        return OWN.contains(name) && !name.equals(FENCE);
    }

    /** What may be changed on a mirror while it is one. */
    public static boolean mayBeChanged(String name) {
        return mayBeGiven(name) && !name.equals(MIN_REPLICAS);
    }

    /** What a new mirror is made with, besides what is taken over. */
    public static Map<String, String> whileMirrored() {
        return Map.of(FENCE, FENCED, MIN_REPLICAS, ONE);
    }

    /**
     * All that a new mirror is made with.
     *
     * @param source all configs of the source's topic, as they take effect
     * @param given of the mirror's own
     */
    public static Map<String, String> ofNew(Map<String, String> source, Map<String, String> given) {
        Map<String, String> configs = new TreeMap<>(given);
        source.forEach((name, value) -> {
            if (isSynced(name)) {
                configs.put(name, value);
            }
        });
        configs.putAll(whileMirrored());
        return configs;
    }

    /**
     * What must be set so that the mirror is as its source is.
     *
     * @param source all configs of the source's topic, as they take effect
     * @param mirror all configs of the mirror, as they take effect
     */
    public static Map<String, String> changes(Map<String, String> source, Map<String, String> mirror) {
        Map<String, String> changes = new TreeMap<>();
        source.forEach((name, value) -> {
            String mine = mirror.get(name);
            if (isSynced(name) && mine != null && !mine.equals(value)) {
                changes.put(name, value);
            }
        });
        whileMirrored().forEach((name, value) -> {
            if (!value.equals(mirror.get(name))) {
                changes.put(name, value);
            }
        });
        return changes;
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
