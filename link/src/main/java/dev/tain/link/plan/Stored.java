package dev.tain.link.plan;

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
 */
public record Stored(
        Map<String, LinkRecord> links,
        Map<String, MirrorRecord> mirrors,
        Map<String, Map<Integer, StopRecord>> stops,
        Map<String, Map<String, Set<Uuid>>> once,
        Map<String, Set<AclBinding>> acls,
        Map<String, Map<CutRecord.Place, CutRecord>> cuts) {
    public static final Stored NOTHING = new Stored(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public Stored {
        links = Map.copyOf(links);
        mirrors = Map.copyOf(mirrors);
        stops = Map.copyOf(stops);
        once = Map.copyOf(once);
        acls = Map.copyOf(acls);
        cuts = Map.copyOf(cuts);
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
    }

    public Stored with(Change change) {
        return switch (change) {
            case Change.Link link -> new Stored(put(links, link.name(), link.now()), mirrors, stops, once, acls, cuts);
            case Change.Mirror mirror ->
                new Stored(links, put(mirrors, mirror.topic(), mirror.now()), stops, once, acls, cuts);
            case Change.Stop stop ->
                new Stored(links, mirrors, put(stops, stop.topic(), stop.partition(), stop.now()), once, acls, cuts);
            case Change.Once seen ->
                new Stored(
                        links, mirrors, stops, put(once, seen.link(), seen.sourceTopic(), seen.topicIds()), acls, cuts);
            case Change.Acl acl -> new Stored(links, mirrors, stops, once, with(acl), cuts);
            case Change.Cut cut ->
                new Stored(links, mirrors, stops, once, acls, put(cuts, cut.topic(), cut.place(), cut.now()));
        };
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
