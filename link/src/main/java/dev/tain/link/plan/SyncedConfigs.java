package dev.tain.link.plan;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which configs of their sources the mirrors of a link take over: all but the cluster's own, unless the link's {@code
 * topic.config.sync.include} names some. What decides which records stay, and what their timestamps mean, is taken over
 * whatever it says. Values are compared as they take effect, not as they were set, so that other defaults of the two
 * clusters change nothing.
 */
public final class SyncedConfigs {
    static final String FORM = "names of topic configs, with commas between";

    /** Without these a mirror would not stay what its source is. */
    private static final Set<String> ALWAYS = Set.of("cleanup.policy", "message.timestamp.type");

    /** Taken over unless a list leaves them out. */
    private static final Set<String> USUAL = Set.of(
            "compression.gzip.level",
            "compression.lz4.level",
            "compression.type",
            "compression.zstd.level",
            "delete.retention.ms",
            "file.delete.delay.ms",
            "flush.messages",
            "flush.ms",
            "index.interval.bytes",
            "max.compaction.lag.ms",
            "message.timestamp.after.max.ms",
            "message.timestamp.before.max.ms",
            "min.cleanable.dirty.ratio",
            "min.compaction.lag.ms",
            "preallocate",
            "retention.bytes",
            "retention.ms",
            "segment.bytes",
            "segment.index.bytes",
            "segment.jitter.ms",
            "segment.ms");

    /** The cluster's own unless a list names it. */
    private static final String UNCLEAN = "unclean.leader.election.enable";

    /**
     * May be named, and changes nothing: links do more with the first two than to take them over, and Kafka has the
     * others no more.
     */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            TopicConfigs.FENCE,
            TopicConfigs.MIN_REPLICAS,
            "message.downconversion.enable",
            "message.format.version",
            "message.timestamp.difference.max.ms");

    /** What other products' topics have. */
    private static final String FOREIGN = "confluent.";

    private final @Nullable Set<String> named;

    private SyncedConfigs(@Nullable Set<String> named) {
        this.named = named;
    }

    /** What a link's configs say. */
    public static SyncedConfigs of(Map<String, String> configs) {
        String given = configs.get(LinkConfigs.CONFIG_SYNC_INCLUDE);
        return given == null ? new SyncedConfigs(null) : parse(given);
    }

    /** @throws IllegalArgumentException when it is not of the form; the message says what is wrong with it */
    static SyncedConfigs parse(String text) {
        Set<String> names =
                Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toSet());
        for (String name : new TreeSet<>(names)) {
            if (TopicConfigs.isOwn(name) && !WITHOUT_EFFECT.contains(name) && !name.equals(UNCLEAN)) {
                throw new IllegalArgumentException(name + " is each cluster's own and cannot be synced");
            } else if (!isKnown(name)) {
                throw new IllegalArgumentException("'" + name + "' is no config of a topic; the form is: " + FORM);
            }
        }
        return new SyncedConfigs(names);
    }

    private static boolean isKnown(String name) {
        return ALWAYS.contains(name)
                || USUAL.contains(name)
                || WITHOUT_EFFECT.contains(name)
                || name.equals(UNCLEAN)
                || name.startsWith(FOREIGN);
    }

    /** What is taken over when a link says nothing, as a list that it could say. */
    static String standard() {
        return Stream.concat(ALWAYS.stream(), USUAL.stream()).sorted().collect(Collectors.joining(","));
    }

    /** Whether a mirror takes it over from its source; the others are its own. */
    public boolean isSynced(String name) {
        if (named == null) {
            return !TopicConfigs.isOwn(name);
        }
        return ALWAYS.contains(name) || (named.contains(name) && !WITHOUT_EFFECT.contains(name));
    }

    /** What may be given when a mirror is made. */
    public boolean mayBeGiven(String name) {
        return !isSynced(name) && !name.equals(TopicConfigs.FENCE);
    }

    /** What may be changed on a mirror while it is one. */
    public boolean mayBeChanged(String name) {
        return mayBeGiven(name) && !name.equals(TopicConfigs.MIN_REPLICAS);
    }

    /**
     * All that a new mirror is made with.
     *
     * @param source all configs of the source's topic, as they take effect
     * @param given of the mirror's own
     */
    public Map<String, String> ofNew(Map<String, String> source, Map<String, String> given) {
        Map<String, String> configs = new TreeMap<>(given);
        source.forEach((name, value) -> {
            if (isSynced(name)) {
                configs.put(name, value);
            }
        });
        configs.putAll(TopicConfigs.whileMirrored());
        return configs;
    }

    /**
     * What must be set so that the mirror is as its source is.
     *
     * @param source all configs of the source's topic, as they take effect
     * @param mirror all configs of the mirror, as they take effect
     */
    public Map<String, String> changes(Map<String, String> source, Map<String, String> mirror) {
        Map<String, String> changes = new TreeMap<>();
        source.forEach((name, value) -> {
            String mine = mirror.get(name);
            if (isSynced(name) && mine != null && !mine.equals(value)) {
                changes.put(name, value);
            }
        });
        TopicConfigs.whileMirrored().forEach((name, value) -> {
            if (!value.equals(mirror.get(name))) {
                changes.put(name, value);
            }
        });
        return changes;
    }
}
