package dev.tain.link;

import dev.tain.link.plan.MirrorState.Verb;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be asked about links of the destination cluster, and done to them. Safe for many threads.
 *
 * <p>All methods may throw {@link dev.tain.model.TainException}: {@code LINK_UNKNOWN} and {@code
 * MIRROR_TOPIC_UNKNOWN} where a name is given, {@code KAFKA_UNAVAILABLE} when the destination does not answer, and
 * those that change something {@code LINK_NOT_HERE} while another process decides. What they have changed is
 * durable when they return; what follows from it comes later, and {@link #mirror} says how far it is.
 */
public interface LinkService {
    /** The destination's cluster id. */
    String clusterId();

    /** What can be asked about the destination beside links, and done to it. */
    ClusterServices cluster();

    /**
     * Makes a link, or only checks whether it could be made.
     *
     * @throws dev.tain.model.TainException {@code LINK_INVALID}, {@code LINK_EXISTS}, {@code LINK_CONFIG_INVALID};
     * with     {@link LinkWish#validate} also {@code LINK_SOURCE_UNREACHABLE}, {@code LINK_SOURCE_UNAUTHENTICATED},
     *     {@code LINK_SOURCE_UNAUTHORIZED}
     */
    void createLink(LinkWish wish);

    List<LinkStatus> links();

    LinkStatus link(String name);

    /**
     * Takes a link away; the topics stay. Its mirrors must have ended, unless by force: then they are failed over.
     *
     * @throws dev.tain.model.TainException {@code LINK_IN_USE}
     */
    void deleteLink(String name, boolean force, boolean validateOnly);

    /** All configs that there are, also those that were not set. */
    List<LinkConfigValue> configs(String name);

    /**
     * Changes all of them or none.
     *
     * @throws dev.tain.model.TainException {@code LINK_CONFIG_UNKNOWN}, {@code LINK_CONFIG_INVALID}
     */
    void alterConfigs(String name, List<ConfigChange> changes, boolean validateOnly);

    /** A config's new value; empty to go back to the standard one. */
    record ConfigChange(String name, Optional<String> value) {}

    /**
     * Makes a mirror topic.
     *
     * @throws dev.tain.model.TainException {@code MIRROR_TOPIC_EXISTS}, {@code MIRROR_TOPIC_INVALID},
     *     {@code SOURCE_TOPIC_UNKNOWN}, and what a source may answer
     */
    void createMirror(String link, MirrorWish wish);

    /** The mirrors of a link, or of all links. */
    List<MirrorStatus> mirrors(Optional<String> link);

    MirrorStatus mirror(String link, String topic);

    /**
     * Topics that are no mirrors and can be made such by {@code RESTORE}: those whose mirrors at the other end of a
     * link of both ways have ended. Asks the other cluster.
     */
    List<String> adoptable(String link);

    /** Does a verb to mirrors of a link, each for itself. What is ended ends later. */
    List<VerbResult> alterMirrors(String link, Verb verb, MirrorChoice choice, boolean validateOnly);

    /** Ends mirrors of a link, each for itself, and remembers that as one operation. What is ended ends later. */
    Ended endMirrors(String link, EndingWish wish, MirrorChoice choice, boolean validateOnly);

    /**
     * What became of a wish that mirrors end.
     *
     * @param operation its id; empty when it was only checked or all refused
     */
    record Ended(String operation, List<VerbResult> results) {
        public Ended {
            results = List.copyOf(results);
        }
    }

    /** The latest wishes that mirrors of a link end, the last first, and how far each is. */
    List<EndingStatus> endings(String link);

    /** @throws dev.tain.model.TainException {@code LINK_OPERATION_UNKNOWN} */
    EndingStatus ending(String link, String id);

    /**
     * Gives up what has not ended of a promotion; those mirrors follow again.
     *
     * @throws dev.tain.model.TainException {@code LINK_OPERATION_UNKNOWN}, {@code REQUEST_INVALID} for a failover
     */
    EndingStatus cancelEnding(String link, String id);

    /**
     * What became of one of them: accepted when there is no refusal.
     *
     * @param cuts what is going to be cut off, as far as that is known before it is done
     */
    record VerbResult(MirrorStatus mirror, Optional<String> refusal, List<MirrorStatus.Cut> cuts) {
        public VerbResult {
            cuts = List.copyOf(cuts);
        }

        /** Nothing is cut off. */
        public VerbResult(MirrorStatus mirror, Optional<String> refusal) {
            this(mirror, refusal, List.of());
        }
    }
}
