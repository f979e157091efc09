package dev.tain.link.plan;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored about links, at one moment. Not changed after it is made.
 *
 * @param stops by topic, then by partition
 * @param once by link, then by source topic: the ids of those that the link has or had a mirror of
 * @param acls by link: those that it added to the destination, or is about to
 * @param cuts by topic: what its partitions lost, or are about to
 * @param endings by link, then by id: wishes that mirrors end
 * @param fences by mirror: topics of sources that are closed to their writers, or about to be
 */
public record Stored(
        Map<String, LinkRecord> links,
        Map<String, MirrorRecord> mirrors,
        Map<String, Map<Integer, StopRecord>> stops,
        Map<String, Map<String, Set<Uuid>>> once,
        Map<String, Set<AclBinding>> acls,
        Map<String, Map<CutRecord.Place, CutRecord>> cuts,
        Map<String, Map<String, EndingRecord>> endings,
        Map<String, FenceRecord> fences) {
    public static final Stored NOTHING =
            new Stored(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public Stored {
        links = Map.copyOf(links);
        mirrors = Map.copyOf(mirrors);
        stops = Map.copyOf(stops);
        once = Map.copyOf(once);
        acls = Map.copyOf(acls);
        cuts = Map.copyOf(cuts);
        endings = Map.copyOf(endings);
        fences = Map.copyOf(fences);
    }

    /** One change: a key of the store and what is there now. */
    public sealed interface Change {
        record Link(String name, @Nullable LinkRecord now) implements Change {}

        record Mirror(String topic, @Nullable MirrorRecord now) implements Change {}

        record Stop(String topic, int partition, @Nullable StopRecord now) implements Change {}

        /** That a link mirrors or has mirrored the source's topics of these ids; zero where it has no ids. */
        record Once(
                String link, String sourceTopic, @Nullable Set<Uuid> topicIds) implements Change {}

        /** Whether an ACL of the destination is a link's own. */
        record Acl(String link, AclBinding acl, boolean own) implements Change {}

        record Cut(
                String topic,
                CutRecord.Place place,
                @Nullable CutRecord now) implements Change {}

        record Ending(String link, String id, @Nullable EndingRecord now) implements Change {}

        record Fence(String topic, @Nullable FenceRecord now) implements Change {}
    }

    public Stored with(Change change) {
        return switch (change) {
            case Change.Link link -> withLinks(put(links, link.name(), link.now()));
            case Change.Mirror mirror -> withMirrors(put(mirrors, mirror.topic(), mirror.now()));
            case Change.Stop stop -> withStops(put(stops, stop.topic(), stop.partition(), stop.now()));
            case Change.Once seen -> withOnce(put(once, seen.link(), seen.sourceTopic(), seen.topicIds()));
            case Change.Acl acl -> withAcls(with(acl));
            case Change.Cut cut -> withCuts(put(cuts, cut.topic(), cut.place(), cut.now()));
            case Change.Ending ending -> withEndings(put(endings, ending.link(), ending.id(), ending.now()));
            case Change.Fence fence -> withFences(put(fences, fence.topic(), fence.now()));
        };
    }

    private Stored withLinks(Map<String, LinkRecord> now) {
        return new Stored(now, mirrors, stops, once, acls, cuts, endings, fences);
    }

    private Stored withMirrors(Map<String, MirrorRecord> now) {
        return new Stored(links, now, stops, once, acls, cuts, endings, fences);
    }

    private Stored withStops(Map<String, Map<Integer, StopRecord>> now) {
        return new Stored(links, mirrors, now, once, acls, cuts, endings, fences);
    }

    private Stored withOnce(Map<String, Map<String, Set<Uuid>>> now) {
        return new Stored(links, mirrors, stops, now, acls, cuts, endings, fences);
    }

    private Stored withAcls(Map<String, Set<AclBinding>> now) {
        return new Stored(links, mirrors, stops, once, now, cuts, endings, fences);
    }

    private Stored withCuts(Map<String, Map<CutRecord.Place, CutRecord>> now) {
        return new Stored(links, mirrors, stops, once, acls, now, endings, fences);
    }

    private Stored withEndings(Map<String, Map<String, EndingRecord>> now) {
        return new Stored(links, mirrors, stops, once, acls, cuts, now, fences);
    }

    private Stored withFences(Map<String, FenceRecord> now) {
        return new Stored(links, mirrors, stops, once, acls, cuts, endings, now);
    }

    private Map<String, Set<AclBinding>> with(Change.Acl change) {
        Set<AclBinding> own = new HashSet<>(acls.getOrDefault(change.link(), Set.of()));
        if (change.own()) {
            own.add(change.acl());
        } else {
            own.remove(change.acl());
        }
        return put(acls, change.link(), own.isEmpty() ? null : Set.copyOf(own));
    }

    /** One value of a map in a map, which goes with its last value. */
    private static <J, K, V> Map<J, Map<K, V>> put(Map<J, Map<K, V>> maps, J outer, K key, @Nullable V value) {
        Map<K, V> inner = put(maps.getOrDefault(outer, Map.of()), key, value);
        return put(maps, outer, inner.isEmpty() ? null : Map.copyOf(inner));
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, @Nullable V value) {
        Map<K, V> copy = new HashMap<>(map);
        if (value == null) {
            copy.remove(key);
        } else {
            copy.put(key, value);
        }
        return copy;
    }

    public Optional<LinkRecord> link(String name) {
        return Optional.ofNullable(links.get(name));
    }

    public Optional<MirrorRecord> mirror(String topic) {
        return Optional.ofNullable(mirrors.get(topic));
    }

    /** What a mirror's partition lost in a round, or is about to. */
    public Optional<CutRecord> cut(String topic, int partition, long round) {
        return Optional.ofNullable(cuts.getOrDefault(topic, Map.of()).get(new CutRecord.Place(partition, round)));
    }

    /** Wishes that mirrors of a link end, the latest first. */
    public List<EndingRecord> endingsOf(String link) {
        return endings.getOrDefault(link, Map.of()).values().stream()
                .sorted(Comparator.comparingLong(EndingRecord::begunMillis)
                        .thenComparing(EndingRecord::id)
                        .reversed())
                .toList();
    }

    /** Topics of a link's source that are closed to their writers, or about to be. */
    public List<FenceRecord> fencesOf(String link) {
        return fences.values().stream().filter(each -> each.link().equals(link)).toList();
    }

    /** Whether a mirror must not end yet, because its source is still open to writers. */
    public boolean isStillOpen(String topic) {
        FenceRecord fence = fences.get(topic);
        return fence != null && !fence.isClosed() && fence.isWanted(this);
    }

    /** The mirrors of a link, by name. */
    public List<MirrorRecord> mirrorsOf(String link) {
        return mirrors.values().stream()
                .filter(each -> each.link().equals(link))
                .collect(Collectors.toMap(MirrorRecord::topic, each -> each, (a, b) -> a, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    /** What clients may not write to. */
    public Set<String> readOnlyTopics() {
        return mirrors.values().stream()
                .filter(each -> each.state().isReadOnly())
                .map(MirrorRecord::topic)
                .collect(Collectors.toUnmodifiableSet());
    }
}
